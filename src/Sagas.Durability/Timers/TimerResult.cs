namespace Sagas.Durability.Timers;

/// <summary>The outcome of an operation on a timer.</summary>
/// <param name="Status">The outcome in a word.</param>
/// <param name="DueAt">When it is due now, UTC; null if there is no such timer.</param>
public record TimerResult(TimerStatus Status, DateTimeOffset? DueAt = null);
