namespace Sagas.Faults.Clocks;

/// <summary>
/// The machine's clock plus an offset read from a file, so that all processes jump together and keep the offset after a
/// restart. Only the time of day jumps, as it does when an administrator or NTP sets a clock: timers and time spans continue to
/// use the monotonic clock, which nobody sets.
/// </summary>
public sealed class JumpingClock(string path) : TimeProvider
{
    private const long MillisecondsBetweenLooks = 50;

    private readonly Lock _lock = new();
    private TimeSpan _offset;
    private long _nextLook = long.MinValue;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset();

    private TimeSpan Offset()
    {
        lock (_lock)
        {
            if (Environment.TickCount64 >= _nextLook)
            {
                _nextLook = Environment.TickCount64 + MillisecondsBetweenLooks;
                if (ClockFile.TryRead(path, out var offset))
                    _offset = offset;
            }

            return _offset;
        }
    }
}
