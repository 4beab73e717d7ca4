namespace Sagas.Tests.Time;

/// <summary>
/// Time that stands still until a test moves it. Timers fire on the thread that moves it, in the order of their due
/// times, each with the clock at its due time; <c>Task.Delay(delay, timeProvider)</c> and the like therefore work.
/// </summary>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start.ToUniversalTime();

    /// <summary>Starts on an ordinary day, at a moment that is no whole millisecond.</summary>
    public ManualTimeProvider() : this(new DateTimeOffset(2026, 3, 14, 9, 26, 53, 589, TimeSpan.Zero).AddTicks(7932))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <summary>Whether somebody has set a timer to exactly this long, and it has not rung yet.</summary>
    public bool IsAwaited(TimeSpan delay)
    {
        lock (_gate)
            return _timers.Exists(timer => timer.DueAt is not null && timer.Delay == delay);
    }

    /// <summary>Moves time and fires what falls due on the way, also what is set by that.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();

        lock (_gate)
            _now = end > _now ? end : _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is null)
                return null;

            _now = next.DueAt > _now ? next.DueAt.Value : _now;
            next.DueAt = next.Period > TimeSpan.Zero ? next.DueAt + next.Period : null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }

        public TimeSpan Delay { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Delay = dueTime;
                Period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                if (!clock._timers.Contains(this))
                    clock._timers.Add(this);
            }

            // The system's timers fire at once then, on another thread; so does this one.
            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => clock.Advance(TimeSpan.Zero));

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
