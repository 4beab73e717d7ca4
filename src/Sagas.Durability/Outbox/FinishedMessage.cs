namespace Sagas.Durability.Outbox;

/// <summary>A message that needs nothing more, and whose row can be removed.</summary>
/// <param name="OutboxId">The row.</param>
/// <param name="HasLeft">Whether it was sent; false if it had expired by then.</param>
internal readonly record struct FinishedMessage(Guid OutboxId, bool HasLeft);
