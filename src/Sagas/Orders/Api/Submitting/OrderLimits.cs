namespace Sagas.Orders.Api.Submitting;

/// <summary>The limits of an order, in one place for its check, its documentation and its columns.</summary>
public static class OrderLimits
{
    /// <summary>Characters of a customer id.</summary>
    public const int CustomerId = 64;

    /// <summary>Characters of an e-mail address, as in RFC 5321.</summary>
    public const int Email = 254;

    /// <summary>Lines of an order.</summary>
    public const int Lines = 200;

    /// <summary>Characters of an article number.</summary>
    public const int Sku = 64;

    /// <summary>Pieces in one line.</summary>
    public const int Quantity = 10_000;

    /// <summary>Price of one piece.</summary>
    public const int UnitPrice = 1_000_000;

    /// <summary>Total of an order.</summary>
    public const int Total = 1_000_000_000;

    /// <summary>Characters of a payment token.</summary>
    public const int PaymentToken = 128;
}
