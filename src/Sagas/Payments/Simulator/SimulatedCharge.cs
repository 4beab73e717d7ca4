namespace Sagas.Payments.Simulator;

/// <summary>A line of the simulated provider's ledger, which nothing but the simulator writes.</summary>
internal class SimulatedCharge
{
    /// <summary>The idempotency key: at most one line, and so at most one charge, per payment.</summary>
    public Guid PaymentId { get; init; }

    /// <summary>The order, as the caller named it.</summary>
    public Guid OrderId { get; init; }

    /// <summary>The token that was charged.</summary>
    public required string PaymentToken { get; set; }

    /// <summary>How much.</summary>
    public decimal Amount { get; set; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; set; }

    /// <summary>How far it has got.</summary>
    public SimulatedChargeState State { get; set; }

    /// <summary>The provider's id for the charge, once there is one.</summary>
    public string? ChargeId { get; set; }

    /// <summary>Why it was declined, if it was.</summary>
    public string? DeclineCode { get; set; }

    /// <summary>How often a charge was requested.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was first requested, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the line last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How far a simulated charge has got. Stored as its name.</summary>
internal enum SimulatedChargeState
{
    /// <summary>The gateway failed before it charged anything.</summary>
    Attempted,

    /// <summary>The money was taken.</summary>
    Charged,

    /// <summary>The charge was declined.</summary>
    Declined,

    /// <summary>The money was taken and refunded.</summary>
    Refunded,
}
