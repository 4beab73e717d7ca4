namespace Sagas.Durability.Settings;

/// <summary>What the durable layer does with a clock: it reads it in the precision that every database keeps, and waits by it.</summary>
public static class DurableClock
{
    /// <summary>
    /// The present in whole milliseconds, so that a stored point in time equals the one in memory on every database.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <returns>The present, UTC.</returns>
    public static DateTimeOffset GetStorableUtcNow(this TimeProvider time) => time.GetUtcNow().ToStorable();

    /// <summary>
    /// Waits, and continues on a different thread from the one on which the clock's timer fires: that one has other timers to fire.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task DelayAsync(this TimeProvider time, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Delay(duration, time, cancellationToken);
        await Task.Yield();
    }

    /// <summary>Cuts a point in time to whole milliseconds.</summary>
    /// <param name="time">The point in time.</param>
    /// <returns>The same or a little earlier.</returns>
    public static DateTimeOffset ToStorable(this DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
