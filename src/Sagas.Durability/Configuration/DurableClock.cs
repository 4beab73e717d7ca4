namespace Sagas.Durability.Configuration;

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
    /// Waits, and goes on elsewhere than on the thread on which the clock's timer rings: that one has other timers to ring.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Ends the rest.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static async Task RestAsync(this TimeProvider time, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Delay(duration, time, cancellationToken);
        await Task.Yield();
    }

    /// <summary>Cuts a point in time to whole milliseconds.</summary>
    /// <param name="time">The point in time.</param>
    /// <returns>The same or a little earlier.</returns>
    public static DateTimeOffset ToStorable(this DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
