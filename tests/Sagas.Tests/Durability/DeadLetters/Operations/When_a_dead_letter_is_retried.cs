using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.DeadLetters.Operations;

[EveryBed]
internal class When_a_dead_letter_is_retried
{
    [Test]
    public async Task Should_be_handled_by_who_had_failed()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();
        var deadLetter = await host.FailAsync(parcelId);
        host.Repair();

        var outcome = await host.RetryAsync(deadLetter);
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(stamp => stamp.ParcelId == parcelId), "the stamp");
        await host.UntilQuietAsync();

        (outcome.Status, outcome.MessageId).ShouldBe((DeadLetterStatus.Done, deadLetter.MessageId));
        (await host.CountLettersAsync()).ShouldBe(0);
        (await host.InDatabaseAsync(db => db.Set<InboxMessage>().CountAsync(
            claim => claim.MessageId == deadLetter.MessageId && claim.ConsumerId == DeadLettersOfParcels.Consumer))).ShouldBe(1);
    }

    [Test]
    public async Task Should_leave_an_entry_that_says_who_and_why()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = await host.FailAsync();

        await host.RetryAsync(deadLetter);

        var entry = (await host.AuditAsync()).Single();
        (entry.Actor, entry.Reason, entry.Action).ShouldBe(("ada", "The press is repaired", AuditActions.DeadLetterRetried));
        (entry.SubjectKind, entry.SubjectId).ShouldBe((AuditActions.DeadLetter, deadLetter.DeadLetterId.ToString()));
        JsonElement.Parse(entry.Before!).GetProperty("reason").GetString().ShouldBe("The press broke.");
    }

    [Test]
    public async Task Should_go_once_however_many_retry_it_at_once()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = (await host.PlantAsync(1)).Single();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.RetryAsync(deadLetter)));
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");
        await host.UntilQuietAsync();

        outcomes.Count(outcome => outcome.Status == DeadLetterStatus.Done).ShouldBe(1);
        outcomes.Count(outcome => outcome.Status is DeadLetterStatus.AlreadyGone or DeadLetterStatus.NotFound).ShouldBe(7);
        host.Script.Runs.ShouldBe(1);
        (await host.AuditAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_be_told_apart_from_one_that_never_was()
    {
        await using var host = await DurableHost.StartAsync();

        var outcome = await host.Desk().RetryAsync(Guid.NewGuid(), edit: null, DeadLettersOfParcels.Ada, CancellationToken.None);

        outcome.Status.ShouldBe(DeadLetterStatus.NotFound);
        (await host.AuditAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_have_all_its_redeliveries_anew_and_then_be_a_dead_letter_again()
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.RedeliveryDelays = [TimeSpan.FromMinutes(1)]);
        host.Break();
        var messageId = Guid.NewGuid();
        await host.DeliverAsync(DeadLettersOfParcels.Queue, new StampParcel(Guid.NewGuid(), 1), messageId);
        await FailTwiceAsync(host);
        var first = await host.UntilLetterAsync(messageId);

        await host.RetryAsync(first);
        await FailTwiceAsync(host);
        var second = await host.UntilLetterAsync(messageId);

        second.DeadLetterId.ShouldNotBe(first.DeadLetterId);
        second.Attempts.ShouldBe(2);
        host.Script.Runs.ShouldBe(4);
    }

    [Test]
    public async Task Should_be_skipped_by_consumers_that_had_handled_it()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = DeadLettersOfParcels.NewLetter(
            host, 1, new StampParcel(Guid.NewGuid(), 1), consumer: "StampParcel:Another");
        await host.PlantAsync(deadLetter);
        await host.InDatabaseAsync(db =>
        {
            db.Add(new InboxMessage
            {
                MessageId = deadLetter.MessageId!.Value,
                ConsumerId = DeadLettersOfParcels.Consumer,
                ReceivedAt = host.Time.GetUtcNow(),
            });
            return db.SaveChangesAsync();
        });

        await host.RetryAsync(deadLetter);
        await host.UntilAsync(async db => !await db.Set<OutboxMessage>().AnyAsync(), "the message to arrive");
        await host.UntilQuietAsync();

        (await host.CountStampsAsync()).ShouldBe(0);
    }

    [Test]
    public async Task Should_not_be_suspected_of_what_had_happened_before()
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.CrashLimit = 2);
        var (messageId, letterId, parcelId) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await host.InDatabaseAsync(db =>
        {
            db.AddRange(Enumerable.Range(1, 3).Select(number => new InboxMessage
            {
                MessageId = messageId,
                ConsumerId = $"StampParcel#crash0.{number}",
                ReceivedAt = host.Time.GetUtcNow(),
            }));
            return db.SaveChangesAsync();
        });

        var endpoint = await host.Bus.GetSendEndpoint(new Uri("queue:StampParcel"));
        await endpoint.Send(new StampParcel(parcelId, 1), context =>
        {
            context.MessageId = messageId;
            context.Headers.Set(TransportHeaders.SentAgain, "true");
            context.Headers.Set(TransportHeaders.RetryOf, letterId.ToString());
        });

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(stamp => stamp.ParcelId == parcelId), "the stamp");
        (await host.InDatabaseAsync(db => db.Set<InboxMessage>()
            .CountAsync(claim => claim.ConsumerId == $"StampParcel#{letterId:N}.crash0.1"))).ShouldBe(1);
    }

    [Test]
    public async Task Should_come_back_if_nobody_takes_it()
    {
        await using var host = await DurableHost.StartAsync();
        var messageId = Guid.NewGuid();
        await host.DeliverAsync(DeadLettersOfParcels.Queue, new Explode(Guid.NewGuid()), messageId);
        var first = await host.UntilLetterAsync(messageId);

        await host.RetryAsync(first);
        await host.UntilAsync(
            db => db.Set<DeadLetter>().AnyAsync(deadLetter => deadLetter.DeadLetterId != first.DeadLetterId),
            "the next dead letter");
        await host.UntilQuietAsync();

        var second = await host.UntilLetterAsync(messageId);
        second.Reason.ShouldBe(first.Reason);
        second.Body.ShouldBe(first.Body);
    }

    [Test]
    public async Task Should_be_handled_although_it_was_taken_over_from_an_error_queue()
    {
        await using var host = await DurableHost.StartAsync();
        var sample = DeadLettersOfParcels.NewLetter(host, 1, new StampParcel(Guid.NewGuid(), 1));
        var deadLetter = new DeadLetter
        {
            DeadLetterId = sample.DeadLetterId,
            MessageTypes = "",
            Endpoint = sample.Endpoint,
            ContentType = sample.ContentType,
            Body = sample.Body,
            Headers = """{"MT-Fault-Message":"The press broke.","MT-Reason":"fault","Sagas-Redeliveries":"1"}""",
            Reason = "The press broke.",
        };
        await host.PlantAsync(deadLetter);

        var outcome = await host.RetryAsync(deadLetter);
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");

        outcome.MessageId.ShouldBe(sample.MessageId);
    }

    [Test]
    public async Task Should_reach_its_queue_although_the_process_dies_right_after_the_commit()
    {
        await using var bed = await TestBeds.EmptyAsync();
        DeadLetter deadLetter;
        await using (var dying = await DurableHost.StartAsync(bed, started: false))
        {
            deadLetter = (await dying.PlantAsync(1)).Single();
            (await dying.RetryAsync(deadLetter)).Status.ShouldBe(DeadLetterStatus.Done);
        }

        await using var next = await DurableHost.StartAsync(bed);
        next.Time.Advance(TimeSpan.FromMinutes(1));
        await next.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");
        await next.UntilQuietAsync();

        (await next.CountLettersAsync()).ShouldBe(0);
        next.Script.Runs.ShouldBe(1);
    }

    private static async Task FailTwiceAsync(DurableHost host)
    {
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null), "the redelivery");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
    }
}
