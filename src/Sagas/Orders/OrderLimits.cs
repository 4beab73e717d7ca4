using Sagas.Rules;

namespace Sagas.Orders;

/// <summary>The limits of an order, in one place for its validation, its documentation and its columns.</summary>
internal static class OrderLimits
{
    /// <summary>Characters of a customer id.</summary>
    public const int CustomerId = ContractLimits.CustomerId;

    /// <summary>Characters of an e-mail address, as in RFC 5321.</summary>
    public const int Email = ContractLimits.Email;

    /// <summary>Lines of an order.</summary>
    public const int Lines = 200;

    /// <summary>Characters of an article number.</summary>
    public const int Sku = 64;

    /// <summary>Quantity in one line.</summary>
    public const int Quantity = 10_000;

    /// <summary>Price of one piece.</summary>
    public const int UnitPrice = 1_000_000;

    /// <summary>Total of an order.</summary>
    public const int Total = ContractLimits.Total;

    /// <summary>Characters of a payment token.</summary>
    public const int PaymentToken = ContractLimits.PaymentToken;

    /// <summary>Characters of a currency's code in ISO 4217.</summary>
    public const int Currency = ContractLimits.Currency;

    /// <summary>Characters of the reason why an order was canceled or rejected.</summary>
    public const int Reason = OrderReasons.MaxLength;

    /// <summary>Characters of a state's name.</summary>
    public const int State = 64;
}
