namespace Sagas.Contracts.Orders;

/// <summary>Event: the order has been paid and the process has ended.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerNotified">Whether the customer could be notified; a failed notification never fails an order.</param>
/// <param name="CompletedAt">When, UTC.</param>
public record OrderCompleted(Guid OrderId, bool CustomerNotified, DateTimeOffset CompletedAt);
