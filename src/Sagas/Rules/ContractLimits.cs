namespace Sagas.Rules;

/// <summary>The lengths of values that messages carry from room to room, in one place for rules and columns.</summary>
internal static class ContractLimits
{
    /// <summary>Characters of a customer id.</summary>
    public const int CustomerId = 64;

    /// <summary>Characters of an e-mail address, as in RFC 5321.</summary>
    public const int Email = 254;

    /// <summary>Characters of a payment token.</summary>
    public const int PaymentToken = 128;

    /// <summary>Characters of a currency's code in ISO 4217.</summary>
    public const int Currency = 3;

    /// <summary>Characters of a payment provider's id for a charge.</summary>
    public const int ChargeId = 255;

    /// <summary>Characters of the name of a channel by which customers are notified.</summary>
    public const int Channel = 32;

    /// <summary>Total of an order.</summary>
    public const int Total = 1_000_000_000;
}
