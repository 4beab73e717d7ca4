namespace Sagas.Payments.Gateways;

/// <summary>A request to refund a charge in full.</summary>
/// <param name="PaymentId">The payment; there is one refund per payment.</param>
/// <param name="ChargeId">The gateway's id for the charge.</param>
/// <param name="Amount">How much was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Reason">Why, for the gateway's records.</param>
public record RefundRequest(Guid PaymentId, string ChargeId, decimal Amount, string Currency, string Reason);
