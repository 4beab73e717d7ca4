using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Commit;

/// <summary>They are kept for a while, where that is wanted.</summary>
[EveryBed]
internal class When_messages_have_left
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    [Test]
    public async Task Should_be_kept_as_they_were()
    {
        await using var host = await DurableHost.StartAsync(configure: Keep);
        var parcelId = await PostAsync(host);

        var journal = await JournalAsync(host);
        journal.Count.ShouldBe(3);
        journal.ShouldAllBe(message => message.SagaId == parcelId && message.SagaVersion == 1 && message.DueAt == null
            && message.MessageTypes == MessageUrn.ForTypeString<ParcelRegistered>()
            && message.LeftAt == host.Time.GetStorableUtcNow());
        journal.Select(message => message.MessageId)
            .ShouldBe(host.Inspected.Seen.Select(seen => seen.MessageId!.Value), ignoreOrder: true);
        foreach (var message in journal)
        {
            JsonElement.Parse(message.Body).GetProperty("message").GetProperty("parcelId").GetGuid().ShouldBe(parcelId);
            TransportHeaders.Deserialize(message.Headers)[TransportHeaders.SagaId].ShouldBe($"{parcelId}");
        }
    }

    [Test]
    public async Task Should_be_kept_with_timers_that_rang_but_not_with_those_that_were_cancelled()
    {
        await using var host = await DurableHost.StartAsync(configure: Keep);
        var (lost, delivered) = (await PostAsync(host), await PostAsync(host));
        await host.Bus.Publish(new ParcelDelivered(delivered));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Arrived"), "the delivery");

        host.Time.Advance(ParcelStateMachine.LostAfter);
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Missing"), "the timer");
        await host.UntilQuietAsync();

        var timer = (await JournalAsync(host)).Where(message => message.DueAt is not null).ShouldHaveSingleItem();
        (timer.SagaId, timer.MessageTypes).ShouldBe((lost, MessageUrn.ForTypeString<ParcelLost>()));
    }

    [Test]
    public async Task Should_be_kept_each_time_that_they_leave()
    {
        var pause = TimeSpan.FromMinutes(1);
        await using var host = await DurableHost.StartAsync(configure: options =>
        {
            Keep(options);
            options.RedeliveryDelays = [pause, pause];
        });
        host.Script.DuringConsume = (run, _) => run <= 2
            ? throw new InvalidOperationException("The stamp broke.")
            : Task.CompletedTask;
        var messageId = Guid.NewGuid();
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        for (var run = 1; run <= 2; run++)
        {
            await host.UntilAsync(
                db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt > host.Time.GetUtcNow()), "the redelivery");
            host.Time.Advance(pause);
            await Eventually.BecomesTrueAsync(() => host.Script.Runs == run + 1, "the next run");
        }

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");
        await host.UntilQuietAsync();

        (await JournalAsync(host)).Count(message => message.MessageId == messageId).ShouldBe(2);
    }

    [Test]
    public async Task Should_not_be_kept_where_that_is_not_wanted()
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.KeepMessagesFor = TimeSpan.Zero);
        await PostAsync(host);

        (await JournalAsync(host)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_not_be_kept_if_they_expired_before()
    {
        await using var host = await DurableHost.StartAsync(configure: Keep, started: false);
        var unit = UnitsOfParcels.NewUnit();
        unit.ExpiredMessages.Add(unit.Outgoing[0].OutboxId);
        await host.CommitTogetherAsync(unit);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>()
                .Publish(new ParcelStamped(Guid.NewGuid()), context => context.TimeToLive = TimeSpan.FromMinutes(1));
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        }

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ContinueAsync();
        await host.UntilQuietAsync();

        (await JournalAsync(host)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_be_in_one_place_whatever_becomes_of_their_removal()
    {
        // Nothing runs: only what is committed here is stored.
        await using var host = await DurableHost.StartAsync(configure: Keep, started: false);
        var sent = UnitsOfParcels.NewUnit();
        await host.CommitTogetherAsync(sent, new UnitOfWork { DeadLetters = { Letter } });
        var removed = new UnitOfWork { DeliveredMessages = { sent.Outgoing[0].OutboxId } };

        // A letter that is there already is written after the removal, and takes it back.
        var failed = new UnitOfWork { DeliveredMessages = { sent.Outgoing[0].OutboxId }, DeadLetters = { Letter } };
        (await host.CommitTogetherAsync(failed)).ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        (await FindAsync(host, sent)).ShouldBe((1, 0));
        (await host.CommitTogetherAsync(removed)).ShouldHaveSingleItem().Failure.ShouldBeNull();
        (await FindAsync(host, sent)).ShouldBe((0, 1));
        (await host.CommitTogetherAsync(removed)).ShouldHaveSingleItem().Failure.ShouldBeNull();
        (await FindAsync(host, sent)).ShouldBe((0, 1));
    }

    [Test]
    public async Task Should_be_forgotten_after_a_while()
    {
        await using var host = await DurableHost.StartAsync(configure: Keep);
        await PostAsync(host);

        host.Time.Advance(ParcelStateMachine.LostAfter - TimeSpan.FromMinutes(1));
        (await JournalAsync(host)).Count.ShouldBe(3);
        await ForgetAsync(host);
    }

    [Test]
    public async Task Should_be_forgotten_where_they_are_not_kept_any_more()
    {
        await using var bed = await TestBeds.EmptyAsync();
        var time = new ManualTimeProvider();
        await using (var first = await DurableHost.StartAsync(bed, time, Keep))
        {
            await PostAsync(first);
            (await JournalAsync(first)).Count.ShouldBe(3);
        }

        await using var second = await DurableHost.StartAsync(bed, time, options =>
        {
            Keep(options);
            options.KeepMessagesFor = TimeSpan.Zero;
        });
        await ForgetAsync(second);
    }

    [TestCase(null, true, "01:00:00")]
    [TestCase(null, false, "00:00:00")]
    [TestCase("00:10:00", false, "00:10:00")]
    [TestCase("00:00:00", true, "00:00:00")]
    public void Should_be_kept_for_an_hour_where_there_is_no_broker(string? set, bool isQueue, string kept) =>
        new DurabilityOptions
        {
            KeepMessagesFor = set is null ? null : TimeSpan.Parse(set, System.Globalization.CultureInfo.InvariantCulture),
            DatabaseIsQueueOfRecord = isQueue,
        }.EffectiveKeepMessagesFor.ToString("c").ShouldBe(kept);

    private static DeadLetter Letter { get; } = new()
    {
        DeadLetterId = Guid.NewGuid(),
        MessageTypes = "",
        Endpoint = "nobody",
        ContentType = "",
        Headers = "{}",
        Body = "",
        Reason = "",
    };

    private static void Keep(DurabilityOptions options)
    {
        options.KeepMessagesFor = Kept;
        options.InboxCleanupInterval = TimeSpan.FromMinutes(1);
    }

    private static async Task<Guid> PostAsync(DurableHost host)
    {
        var parcelId = Guid.NewGuid();
        await host.Bus.Publish(new ParcelPosted(parcelId, "1 Main Street"));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId), "the saga");
        await host.UntilQuietAsync();
        return parcelId;
    }

    private static Task ForgetAsync(DurableHost host) => Eventually.BecomesTrueAsync(
        async () =>
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            return !await host.InDatabaseAsync(db => db.Set<JournaledMessage>().AnyAsync());
        },
        "the journal to be empty");

    private static Task<List<JournaledMessage>> JournalAsync(DurableHost host) =>
        host.InDatabaseAsync(db => db.Set<JournaledMessage>().AsNoTracking().ToListAsync());

    private static Task<(int Outbox, int Journal)> FindAsync(DurableHost host, UnitOfWork sent)
    {
        var outboxId = sent.Outgoing[0].OutboxId;
        return host.InDatabaseAsync(async db => (
            await db.Set<OutboxMessage>().CountAsync(message => message.OutboxId == outboxId),
            await db.Set<JournaledMessage>().CountAsync(message => message.OutboxId == outboxId)));
    }
}
