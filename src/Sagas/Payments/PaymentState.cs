namespace Sagas.Payments;

/// <summary>How far a payment has got. Stored as its name.</summary>
internal enum PaymentState
{
    /// <summary>The gateway is being called, or was called and its answer is unknown.</summary>
    Started,

    /// <summary>The gateway holds the money.</summary>
    Charged,

    /// <summary>The gateway declined for good.</summary>
    Declined,

    /// <summary>Canceled before a charge was known: whatever is charged for it is refunded.</summary>
    Voided,

    /// <summary>The money was refunded.</summary>
    Refunded,
}
