namespace Sagas.Tests.Time;

internal class When_time_is_moved_by_hand
{
    private readonly ManualTimeProvider _clock = new();

    [Test]
    public void Should_stand_still_otherwise() => _clock.GetUtcNow().ShouldBe(_clock.GetUtcNow());

    [Test]
    public void Should_measure_what_it_was_moved_by()
    {
        var start = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMinutes(3));
        _clock.GetElapsedTime(start).ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Test]
    public void Should_end_a_delay_when_it_is_over_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock);
        _clock.Advance(TimeSpan.FromSeconds(9));
        delay.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        delay.Wait(TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    [Test]
    public void Should_know_for_how_long_somebody_waits()
    {
        _clock.IsAwaited(TimeSpan.FromSeconds(10)).ShouldBeFalse();
        _ = Task.Delay(TimeSpan.FromSeconds(10), _clock);
        _clock.IsAwaited(TimeSpan.FromSeconds(10)).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(10));
        _clock.IsAwaited(TimeSpan.FromSeconds(10)).ShouldBeFalse();
    }

    [Test]
    public void Should_cancel_a_token_source_after_its_time()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1), _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        source.IsCancellationRequested.ShouldBeTrue();
    }

    [Test]
    public void Should_fire_timers_in_order_with_the_clock_at_their_time()
    {
        var start = _clock.GetUtcNow();
        var rings = new List<(string Name, TimeSpan At)>();
        using var late = _clock.CreateTimer(_ => Ring("late"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var periodic = _clock.CreateTimer(_ => Ring("periodic"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using var disposed = _clock.CreateTimer(_ => Ring("disposed"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(6));

        rings.ShouldBe([
            ("periodic", TimeSpan.FromSeconds(2)), ("periodic", TimeSpan.FromSeconds(4)),
            ("late", TimeSpan.FromSeconds(5)), ("periodic", TimeSpan.FromSeconds(6))]);

        void Ring(string name) => rings.Add((name, _clock.GetUtcNow() - start));
    }
}
