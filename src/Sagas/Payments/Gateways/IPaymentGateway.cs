using Sagas.Rules;

namespace Sagas.Payments.Gateways;

/// <summary>
/// The payment provider. A refusal is an answer; an exception means that the outcome is unknown. No transaction is open
/// during the call.
/// </summary>
internal interface IPaymentGateway
{
    /// <summary>Charges, at most once per payment id, however often and by however many callers it is called.</summary>
    /// <param name="request">What to charge.</param>
    /// <param name="cancellationToken">Stops waiting; the charge may happen all the same.</param>
    /// <returns>The charge, or why it was refused.</returns>
    /// <exception cref="PaymentGatewayException">The gateway cannot be reached or is broken.</exception>
    Task<ChargeResult> ChargeAsync(ChargeRequest request, CancellationToken cancellationToken);

    /// <summary>Finds the charge made under a payment id, whether or not it has been refunded since.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The charge; null if there is none, and none is being made.</returns>
    /// <exception cref="PaymentGatewayException">The gateway cannot be reached, is broken, or does not know yet.</exception>
    Task<GatewayCharge?> FindChargeAsync(Guid paymentId, CancellationToken cancellationToken);

    /// <summary>Refunds a charge, once, however often it is called.</summary>
    /// <exception cref="PaymentGatewayException">The gateway cannot be reached or is broken.</exception>
    Task RefundAsync(RefundRequest request, CancellationToken cancellationToken);
}

/// <summary>A request for a charge.</summary>
/// <param name="PaymentId">The payment, which is also the idempotency key.</param>
/// <param name="OrderId">The order, for the gateway's records.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PaymentToken">The gateway's token for the customer's means of payment.</param>
internal record ChargeRequest(Guid PaymentId, Guid OrderId, decimal Amount, string Currency, string PaymentToken);

/// <summary>A request to refund a charge in full.</summary>
/// <param name="PaymentId">The payment; there is one refund per payment.</param>
/// <param name="ChargeId">The gateway's id for the charge.</param>
/// <param name="Amount">How much was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Reason">Why, for the gateway's records.</param>
internal record RefundRequest(Guid PaymentId, string ChargeId, decimal Amount, string Currency, string Reason);

/// <summary>A charge as the gateway knows it.</summary>
/// <param name="ChargeId">The gateway's id for it.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
internal record GatewayCharge(string ChargeId, decimal Amount, string Currency)
{
    /// <summary>The longest charge id that can be stored.</summary>
    public const int LongestChargeId = ContractLimits.ChargeId;
}
