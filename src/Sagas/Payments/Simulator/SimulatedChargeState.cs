namespace Sagas.Payments.Simulator;

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
