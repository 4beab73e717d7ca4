namespace Sagas.Contracts.Orders;

/// <summary>Event: the order was canceled, and whatever had been charged was refunded or settled by an operator.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why it was canceled.</param>
/// <param name="CancelledAt">When, UTC.</param>
public record OrderCancelled(Guid OrderId, string Reason, DateTimeOffset CancelledAt);
