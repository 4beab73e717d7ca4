using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Durability.Timers;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Timers;

/// <summary>An operator does not wait until a timer fires, or lets it fire later.</summary>
[EveryBed]
internal class When_a_timer_is_changed
{
    private static readonly TimeSpan LostAfter = ParcelStateMachine.LostAfter;

    private DurableHost _host = null!;
    private TimerOfSaga _timer = null!;

    private DateTimeOffset Now => _host.Time.GetStorableUtcNow();

    [SetUp]
    public async Task Post_a_parcel()
    {
        _host = await DurableHost.StartAsync();
        _timer = await _host.PostParcelAsync();
    }

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_fire_at_once_and_once()
    {
        (await _host.FireAsync(_timer)).ShouldBe(new TimerResult(TimerStatus.Done, Now));

        await _host.UntilLostAsync(_timer.SagaId);
        _host.Time.Advance(LostAfter * 2);
        await _host.UntilQuietAsync();
        (await _host.FindParcelAsync(_timer.SagaId))!.Version.ShouldBe(2);
    }

    [Test]
    public async Task Should_be_noticed_by_other_processes_when_they_look_next()
    {
        await using var another = await DurableHost.StartAsync(_host.Bed, _host.Time, started: false);
        (await another.FireAsync(_timer)).Status.ShouldBe(TimerStatus.Done);

        _host.Time.Advance(new DurabilityOptions().OutboxPollInterval);

        await _host.UntilLostAsync(_timer.SagaId);
    }

    [Test]
    public async Task Should_fire_later_and_not_before()
    {
        var dueAt = Now + (LostAfter * 2);
        (await _host.MoveAsync(_timer, dueAt)).ShouldBe(new TimerResult(TimerStatus.Done, dueAt));

        _host.Time.Advance((LostAfter * 2) - TimeSpan.FromSeconds(5));
        await _host.UntilQuietAsync();
        (await _host.FindParcelAsync(_timer.SagaId))!.CurrentState.ShouldBe("Travelling");

        _host.Time.Advance(TimeSpan.FromSeconds(5));
        await _host.UntilLostAsync(_timer.SagaId);
    }

    [Test]
    public async Task Should_fire_earlier()
    {
        await _host.MoveAsync(_timer, Now + TimeSpan.FromMinutes(1));

        _host.Time.Advance(TimeSpan.FromMinutes(1));

        await _host.UntilLostAsync(_timer.SagaId);
    }

    [Test]
    public async Task Should_still_be_cancelled_by_its_saga()
    {
        await _host.MoveAsync(_timer, Now + (LostAfter * 2));

        await _host.Bus.Publish(new ParcelDelivered(_timer.SagaId));
        await _host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Arrived"), "the delivery");

        (await _host.TimersAsync()).ShouldBeEmpty();
        (await _host.FireAsync(_timer)).ShouldBe(new TimerResult(TimerStatus.Gone));
        (await _host.MoveAsync(_timer, Now + LostAfter)).Status.ShouldBe(TimerStatus.Gone);
    }

    [Test]
    public async Task Should_be_in_the_audit_with_both_times()
    {
        var (before, after) = (Now + LostAfter, Now + (LostAfter * 2));

        await _host.MoveAsync(_timer, after);

        var entry = (await _host.AuditOfTimersAsync()).ShouldHaveSingleItem();
        (entry.Action, entry.Actor, entry.Reason).ShouldBe((AuditActions.TimerMoved, "ada", TimersOfParcels.Ada.Reason));
        (entry.SubjectId, entry.SagaId).ShouldBe((_timer.TimerId.ToString(), _timer.SagaId));
        DueAt(entry.Before).ShouldBe(before);
        DueAt(entry.After).ShouldBe(after);
    }

    [Test]
    public async Task Should_be_found_by_its_own_saga_only()
    {
        var other = await _host.PostParcelAsync();

        foreach (var timer in (TimerOfSaga[])[
            _timer with { SagaId = other.SagaId }, _timer with { Tokens = other.Tokens }, _timer with { Tokens = [] },
            _timer with { TimerId = other.TimerId }])
        {
            (await _host.FireAsync(timer)).ShouldBe(new TimerResult(TimerStatus.Gone));
            (await _host.MoveAsync(timer, Now + TimeSpan.FromMinutes(1))).ShouldBe(new TimerResult(TimerStatus.Gone));
        }

        (await _host.TimersAsync()).ShouldAllBe(row => row.DueAt == Now + LostAfter);
        (await _host.AuditOfTimersAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_fire_once_however_many_want_it_to()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _host.FireAsync(_timer))));

        outcomes.Count(outcome => outcome.Status == TimerStatus.Done).ShouldBe(1);
        await _host.UntilLostAsync(_timer.SagaId);
        await _host.UntilQuietAsync();
        (await _host.FindParcelAsync(_timer.SagaId))!.Version.ShouldBe(2);
        (await _host.AuditOfTimersAsync()).ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_be_moved_by_one_after_the_other()
    {
        var now = Now;

        var outcomes = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(hours => Task.Run(() => _host.MoveAsync(_timer, now + TimeSpan.FromHours(1 + hours)))));

        outcomes.ShouldAllBe(outcome => outcome.Status == TimerStatus.Done);
        var entries = await _host.AuditOfTimersAsync();
        entries.Count.ShouldBe(4);
        // Each begins where another has ended.
        var last = (await _host.TimersAsync()).Single().DueAt!.Value;
        entries.Select(entry => DueAt(entry.After)).Except([last]).Append(now + LostAfter)
            .ShouldBe(entries.Select(entry => DueAt(entry.Before)), ignoreOrder: true);
    }

    private static DateTimeOffset DueAt(string? json) => JsonElement.Parse(json!).GetProperty("dueAt").GetDateTimeOffset();
}
