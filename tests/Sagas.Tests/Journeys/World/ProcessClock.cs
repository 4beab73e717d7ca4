using System.Collections.Concurrent;

namespace Sagas.Tests.Journeys.World;

/// <summary>
/// The clock as one process sees it. The timers of a process end with it, also those of work that the host gave up: it
/// goes on hanging in the test's process, where a real one would be gone.
/// </summary>
internal sealed class ProcessClock(TimeProvider time) : TimeProvider
{
    private readonly ConcurrentBag<ITimer> _timers = [];
    private volatile bool _stopped;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _stopped
            ? time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
            : time.CreateTimer(callback, state, dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Stop()
    {
        _stopped = true;
        foreach (var timer in _timers)
            timer.Dispose();
    }
}
