namespace Sagas.Durability.Timers;

/// <summary>The outcome of an operation on a timer.</summary>
/// <param name="Status">The kind of outcome.</param>
/// <param name="DueAt">When it is now due, UTC; null if there is no such timer.</param>
public record TimerResult(TimerStatus Status, DateTimeOffset? DueAt = null);

/// <summary>The outcome of an operation on a timer.</summary>
public enum TimerStatus
{
    /// <summary>It is done and recorded in the audit.</summary>
    Done,

    /// <summary>The saga has no such timer, or no longer: it has fired or was canceled. Nothing was done.</summary>
    Gone,

    /// <summary>It is due, and somebody is about to send it. Nothing was done.</summary>
    Leaving,
}
