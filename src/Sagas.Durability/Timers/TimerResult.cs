namespace Sagas.Durability.Timers;

/// <summary>The outcome of an operation on a timer.</summary>
/// <param name="Status">The kind of outcome.</param>
/// <param name="DueAt">When it is now due, UTC; null if there is no such timer.</param>
public record TimerResult(TimerStatus Status, DateTimeOffset? DueAt = null);
