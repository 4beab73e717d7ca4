using Sagas.Durability.Settings;
using Sagas.Durability.Timers;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Timers;

/// <summary>Timers that nobody sends meanwhile, so that their rows can be looked at.</summary>
[EveryBed]
internal class When_a_changed_timer_waits
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private DurableHost _host = null!;
    private DateTimeOffset _now;

    [SetUp]
    public async Task Start_a_process_that_does_not_send()
    {
        _host = await DurableHost.StartAsync(started: false);
        _now = _host.Time.GetStorableUtcNow();
    }

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_live_as_long_as_it_would_have()
    {
        var timer = await _host.PlantTimerAsync(_now + Hour, expiresAt: _now + (Hour * 3));

        await _host.MoveAsync(timer, _now + (Hour * 5));
        (await OnlyRowAsync()).ShouldBe((_now + (Hour * 5), _now + (Hour * 5), _now + (Hour * 7)));

        await _host.FireAsync(timer);
        (await OnlyRowAsync()).ShouldBe((_now, _now, _now + (Hour * 2)));
    }

    [Test]
    public async Task Should_be_left_alone_while_it_is_being_sent()
    {
        var timer = await _host.PlantTimerAsync(_now - Hour, visibleAt: _now + TimeSpan.FromSeconds(30));

        (await _host.FireAsync(timer)).ShouldBe(new TimerResult(TimerStatus.Leaving, _now - Hour));
        (await _host.MoveAsync(timer, _now + Hour)).ShouldBe(new TimerResult(TimerStatus.Leaving, _now - Hour));

        await ShouldBeUntouchedAsync(_now - Hour, _now + TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Should_be_left_alone_when_its_sender_has_died_who_may_have_sent_it()
    {
        var timer = await _host.PlantTimerAsync(_now - Hour, visibleAt: _now - TimeSpan.FromMinutes(1));

        (await _host.MoveAsync(timer, _now + Hour)).Status.ShouldBe(TimerStatus.Leaving);

        await ShouldBeUntouchedAsync(_now - Hour, _now - TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Should_be_moved_although_it_is_late_as_long_as_nobody_sends_it()
    {
        var timer = await _host.PlantTimerAsync(_now - Hour);

        (await _host.FireAsync(timer)).ShouldBe(new TimerResult(TimerStatus.Leaving, _now - Hour), "It fires by itself.");
        (await _host.MoveAsync(timer, _now + Hour)).Status.ShouldBe(TimerStatus.Done);

        (await OnlyRowAsync()).ShouldBe((_now + Hour, _now + Hour, null));
    }

    [Test]
    public async Task Should_not_be_fired_twice()
    {
        var timer = await _host.PlantTimerAsync(_now + Hour);

        (await _host.FireAsync(timer)).Status.ShouldBe(TimerStatus.Done);
        (await _host.FireAsync(timer)).Status.ShouldBe(TimerStatus.Leaving);

        (await _host.AuditOfTimersAsync()).ShouldHaveSingleItem();
    }

    private async Task ShouldBeUntouchedAsync(DateTimeOffset dueAt, DateTimeOffset visibleAt)
    {
        (await OnlyRowAsync()).ShouldBe((dueAt, visibleAt, null));
        (await _host.AuditOfTimersAsync()).ShouldBeEmpty();
    }

    private async Task<(DateTimeOffset? DueAt, DateTimeOffset VisibleAt, DateTimeOffset? ExpiresAt)> OnlyRowAsync()
    {
        var row = (await _host.TimersAsync()).ShouldHaveSingleItem();
        return (row.DueAt, row.VisibleAt, row.ExpiresAt);
    }
}
