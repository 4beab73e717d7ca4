namespace Sagas.Contracts.Orders;

/// <summary>Timer of the order saga: no answer about the notification came in time.</summary>
/// <param name="OrderId">The order.</param>
public record NotificationExpired(Guid OrderId);
