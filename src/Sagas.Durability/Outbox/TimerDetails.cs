namespace Sagas.Durability.Outbox;

/// <summary>Marks a message that is being sent as a timer.</summary>
/// <param name="DueAt">When it fires, UTC.</param>
/// <param name="TokenId">The token by which it is canceled.</param>
internal sealed record TimerDetails(DateTimeOffset DueAt, Guid TokenId);
