namespace Sagas.Chaos.Orders;

/// <summary>An order that was answered with 202, and so must never be lost.</summary>
/// <param name="OrderId">The id in the answer.</param>
/// <param name="Plan">What it was meant to be.</param>
/// <param name="AcceptedAt">When the answer arrived.</param>
/// <param name="EndedAt">When it was first seen to have ended; null if it was not.</param>
internal sealed record PlacedOrder(Guid OrderId, OrderPlan Plan, TimeSpan AcceptedAt, TimeSpan? EndedAt);
