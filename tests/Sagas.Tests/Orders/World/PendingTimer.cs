namespace Sagas.Tests.Orders.World;

/// <summary>A timer that a saga has set and that has neither rung nor been stopped.</summary>
internal record PendingTimer(Guid TokenId, DateTimeOffset DueAt, Guid OrderId, object Message);
