namespace Sagas.Payments.Simulator;

/// <summary>How far a simulated charge has got. Stored as its name.</summary>
public enum SimulatedChargeState
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
