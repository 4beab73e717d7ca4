namespace Sagas.Contracts.Orders;

/// <summary>Timer of the order saga: the notification was not settled in time.</summary>
/// <param name="OrderId">The order.</param>
public record NotificationExpired(Guid OrderId);
