namespace Sagas.Tests.Crash;

/// <summary>A line of the provider's ledger.</summary>
/// <param name="OrderId">The order that it was charged for.</param>
/// <param name="State">Where it stands.</param>
internal record StoredCharge(Guid OrderId, string State)
{
    /// <summary>Money was taken, whether or not it was given back.</summary>
    public bool Took => State is "Charged" or "Refunded";
}
