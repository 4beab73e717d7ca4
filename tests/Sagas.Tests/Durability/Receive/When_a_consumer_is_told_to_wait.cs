using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

[EveryBed]
internal class When_a_consumer_is_told_to_wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    [Test]
    public async Task Should_be_given_the_message_again_at_that_time_and_not_be_retried_before()
    {
        await using var host = await StartAsync(options => options.RetryDelays = [TimeSpan.Zero, TimeSpan.Zero]);
        var until = host.Time.GetUtcNow() + Pause;
        host.Script.DuringConsume = (run, _) => run == 1 ? throw Busy(until) : Task.CompletedTask;

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await UntilPostponedAsync(host);
        host.Script.Runs.ShouldBe(1);
        var due = (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().SingleAsync())).DueAt!.Value;
        due.ShouldBeInRange(until, until.AddMilliseconds(1));

        host.Time.Advance(due - host.Time.GetUtcNow());
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");
        await host.UntilQuietAsync();

        host.Script.Runs.ShouldBe(2);
        (await host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(1);
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task Should_have_all_redeliveries_left_for_what_fails_afterwards()
    {
        await using var host = await StartAsync(options => options.RedeliveryDelays = [TimeSpan.FromMinutes(1)]);
        host.Script.DuringConsume = (run, _) =>
            throw (run <= 3 ? Busy(host.Time.GetUtcNow() + Pause) : new InvalidOperationException("No."));

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        for (var run = 1; run <= 4; run++)
        {
            await UntilPostponedAsync(host, run);
            await AdvanceToNextAsync(host);
        }

        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        host.Script.Runs.ShouldBe(5);
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Attempts.ShouldBe(2);
    }

    [Test]
    public async Task Should_not_be_put_off_for_ever()
    {
        await using var host = await StartAsync(options => options.PostponeLimit = 2.5 * Pause);
        host.Script.DuringConsume = (_, _) => throw Busy(host.Time.GetUtcNow() + Pause);

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        for (var run = 1; run <= 3; run++)
        {
            await UntilPostponedAsync(host, run);
            await AdvanceToNextAsync(host);
        }

        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        host.Script.Runs.ShouldBe(4);
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Reason.ShouldBe("Outer.");
    }

    [Test]
    public async Task Should_wait_no_longer_than_the_limit_at_a_time()
    {
        await using var host = await StartAsync(options => options.PostponeLimit = Pause);
        host.Script.DuringConsume = (_, _) => throw Busy(DateTimeOffset.MaxValue);

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await UntilPostponedAsync(host);

        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().SingleAsync())).DueAt
            .ShouldBe((host.Time.GetUtcNow() + Pause).ToStorable());
    }

    [Test]
    public async Task Should_schedule_it_once_however_often_the_same_delivery_comes()
    {
        await using var host = await StartAsync();
        host.Script.DuringConsume = (_, _) => throw Busy(host.Time.GetUtcNow() + Pause);
        var (parcel, messageId) = (new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());

        await host.DeliverAsync("StampParcel", parcel, messageId);
        await UntilPostponedAsync(host);
        await host.DeliverAgainAsync("StampParcel", parcel, messageId);
        await Eventually.BecomesTrueAsync(() => host.Script.Runs == 2, "the second delivery");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task Should_not_keep_others_waiting_nor_pause_the_queue()
    {
        await using var host = await StartAsync(options => (options.BreakerFailures, options.BreakerThreshold) = (2, 1));
        host.Script.DuringConsume = (_, context) =>
            context.Message.Amount < 0 ? throw Busy(host.Time.GetUtcNow() + Pause) : Task.CompletedTask;

        for (var i = 0; i < 20; i++)
            await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), Guid.NewGuid());
        await host.UntilAsync(async db => await db.Set<OutboxMessage>().CountAsync(x => x.DueAt != null) == 20, "all to wait");
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the other one");
    }

    [Test]
    public async Task Should_begin_anew_with_a_dead_letter_that_is_retried()
    {
        await using var host = await StartAsync(options => options.PostponeLimit = 1.5 * Pause);
        host.Script.DuringConsume = (run, _) => run <= 4 ? throw Busy(host.Time.GetUtcNow() + Pause) : Task.CompletedTask;
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        for (var run = 1; run <= 2; run++)
        {
            await UntilPostponedAsync(host, run);
            await AdvanceToNextAsync(host);
        }

        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        host.Script.Runs.ShouldBe(3);
        var deadLetterId = (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).DeadLetterId;

        await host.Services.GetRequiredService<DeadLetterService>()
            .RetryAsync(deadLetterId, edit: null, new AuditedBy("ada", null), CancellationToken.None);
        await UntilPostponedAsync(host, 4);
        await AdvanceToNextAsync(host);

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    private static Task<DurableHost> StartAsync(Action<DurabilityOptions>? configure = null) => DurableHost.StartAsync(
        configure: options =>
        {
            options.PostponeOn<BusyException>(busy => busy.Until);
            configure?.Invoke(options);
        });

    // Wrapped, as clients of outside services often do.
    private static InvalidOperationException Busy(DateTimeOffset until) => new("Outer.", new BusyException(until));

    private static Task UntilPostponedAsync(DurableHost host, int runs = 1) => host.UntilAsync(
        async db => host.Script.Runs == runs && await db.Set<OutboxMessage>().AnyAsync(x => x.DueAt > host.Time.GetUtcNow()),
        "the message to be postponed");

    private static async Task AdvanceToNextAsync(DurableHost host)
    {
        await host.UntilQuietAsync();
        var due = await host.InDatabaseAsync(db => db.Set<OutboxMessage>().MinAsync(x => x.DueAt));
        host.Time.Advance(due!.Value - host.Time.GetUtcNow());
    }

#pragma warning disable CA1032 // Only this test throws it.
    private sealed class BusyException(DateTimeOffset until) : Exception
    {
        public DateTimeOffset Until => until;
    }
#pragma warning restore CA1032
}
