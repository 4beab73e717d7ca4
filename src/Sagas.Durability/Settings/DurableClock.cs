namespace Sagas.Durability.Settings;

/// <summary>Reads a clock in the precision that every database keeps, and waits by it.</summary>
public static class DurableClock
{
    /// <summary>
    /// The current time in whole milliseconds, so that a stored time equals the one in memory on every database.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <returns>The current time, UTC.</returns>
    public static DateTimeOffset GetStorableUtcNow(this TimeProvider time) => time.GetUtcNow().ToStorable();

    /// <summary>
    /// Waits, and then continues on a thread other than the one on which the clock's timer fires, which has other timers to fire.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="duration">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public static async Task DelayAsync(this TimeProvider time, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Delay(duration, time, cancellationToken);
        await Task.Yield();
    }

    /// <summary>Truncates a time to whole milliseconds.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The same time or one slightly earlier.</returns>
    public static DateTimeOffset ToStorable(this DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
