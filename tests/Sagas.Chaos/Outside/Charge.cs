namespace Sagas.Chaos.Outside;

/// <summary>A charge as the provider keeps it.</summary>
internal sealed record Charge(Guid OrderId, Guid PaymentId, string ChargeId, string Status, decimal Amount, string Currency);
