namespace Sagas.Durability.Timers;

/// <summary>What has come of an operation on a timer.</summary>
/// <param name="Fate">In a word.</param>
/// <param name="DueAt">When it is due now, UTC; null if there is no such timer.</param>
public record TimerOutcome(TimerFate Fate, DateTimeOffset? DueAt = null);
