namespace Sagas.Chaos.Outside;

/// <summary>What the service asks the provider for.</summary>
internal sealed record ChargeRequest(Guid PaymentId, Guid OrderId, decimal Amount, string Currency, string PaymentToken);
