namespace Sagas.Payments.Gateways;

/// <summary>A request for a charge.</summary>
/// <param name="PaymentId">The payment, which is also the idempotency key.</param>
/// <param name="OrderId">The order, for the gateway's records.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PaymentToken">The gateway's token for the customer's means of payment.</param>
public record ChargeRequest(Guid PaymentId, Guid OrderId, decimal Amount, string Currency, string PaymentToken);
