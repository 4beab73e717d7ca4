namespace Sagas.Payments.Simulator;

/// <summary>A line of the simulated provider's ledger, which nothing but the simulator writes.</summary>
public class SimulatedCharge
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

    /// <summary>Where it is.</summary>
    public SimulatedChargeState State { get; set; }

    /// <summary>The provider's name for the charge, once there is one.</summary>
    public string? ChargeId { get; set; }

    /// <summary>Why it was refused, if it was.</summary>
    public string? DeclineCode { get; set; }

    /// <summary>How often a charge was asked for.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was first asked for, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the line last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Where a simulated charge stands. Stored as its name.</summary>
public enum SimulatedChargeState
{
    /// <summary>The gateway failed before it charged anything.</summary>
    Attempted,

    /// <summary>The money is taken.</summary>
    Charged,

    /// <summary>Refused.</summary>
    Declined,

    /// <summary>The money was taken and given back.</summary>
    Refunded,
}
