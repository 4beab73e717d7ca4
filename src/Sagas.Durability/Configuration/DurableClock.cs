namespace Sagas.Durability.Configuration;

/// <summary>Reads the clock in the precision that every database keeps.</summary>
public static class DurableClock
{
    /// <summary>
    /// The present in whole milliseconds, so that a stored point in time equals the one in memory on every database.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <returns>The present, UTC.</returns>
    public static DateTimeOffset GetStorableUtcNow(this TimeProvider time) => time.GetUtcNow().ToStorable();

    /// <summary>Cuts a point in time to whole milliseconds.</summary>
    /// <param name="time">The point in time.</param>
    /// <returns>The same or a little earlier.</returns>
    public static DateTimeOffset ToStorable(this DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
}
