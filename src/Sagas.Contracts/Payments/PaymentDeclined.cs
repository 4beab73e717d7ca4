namespace Sagas.Contracts.Payments;

/// <summary>Event: the payment provider declined the charge. That is final: it is not retried.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Reason">The provider's reason, such as <c>card_declined</c>.</param>
/// <param name="DeclinedAt">When, UTC.</param>
public record PaymentDeclined(Guid OrderId, Guid PaymentId, string Reason, DateTimeOffset DeclinedAt);
