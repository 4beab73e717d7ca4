namespace Sagas.Contracts.Payments;

/// <summary>
/// Command, the compensation of <see cref="ProcessPayment"/>: refund whatever was charged for an order, and charge
/// nothing for it any more. Answered by <see cref="PaymentRefunded"/>, even if nothing had been charged.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, for the payment provider's records.</param>
public record RefundPayment(Guid OrderId, string Reason);
