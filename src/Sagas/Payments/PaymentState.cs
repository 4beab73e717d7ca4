namespace Sagas.Payments;

/// <summary>Where a payment stands. Stored as its name.</summary>
public enum PaymentState
{
    /// <summary>The gateway is being asked, or was and the answer is not known.</summary>
    Started,

    /// <summary>The gateway holds the money.</summary>
    Charged,

    /// <summary>The gateway refused, finally.</summary>
    Declined,

    /// <summary>Given up before a charge was known: whatever is charged for it is given back.</summary>
    Voided,

    /// <summary>The money was given back.</summary>
    Refunded,
}
