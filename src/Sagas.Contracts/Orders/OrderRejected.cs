namespace Sagas.Contracts.Orders;

/// <summary>Event: the order ended because its payment was declined. Nothing was charged.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, in the payment provider's terms, such as <c>insufficient_funds</c>.</param>
/// <param name="RejectedAt">When, UTC.</param>
public record OrderRejected(Guid OrderId, string Reason, DateTimeOffset RejectedAt);
