using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

[EveryBed]
internal class When_a_consumer_fails
{
    [Test]
    public async Task Should_leave_nothing_of_its_work_and_store_a_dead_letter()
    {
        await using var host = await DurableHost.StartAsync();
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());

        await host.DeliverAsync("StampParcel", new StampParcel(parcelId, 1), messageId);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<Stamp>().AnyAsync())).ShouldBeFalse();
        (await host.InDatabaseAsync(
            db => db.Set<InboxMessage>().AnyAsync(x => x.ConsumerId == "StampParcel:StampParcelConsumer"))).ShouldBeFalse();
        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.MessageId.ShouldBe(messageId);
        dead.Reason.ShouldBe("The stamp broke.");
        dead.ExceptionType.ShouldBe(typeof(InvalidOperationException).FullName);
        dead.Endpoint.ShouldBe("StampParcel");
        dead.ConsumerId.ShouldBe("StampParcel:StampParcelConsumer");
        dead.Body.ShouldContain(parcelId.ToString());
        dead.Attempts.ShouldBe(1);
    }

    [Test]
    public async Task Should_publish_a_fault_once_for_all_its_attempts()
    {
        await using var host = await DurableHost.StartAsync(configure: options =>
        {
            options.RetryDelays = [TimeSpan.Zero, TimeSpan.Zero];
            options.RedeliveryDelays = [TimeSpan.FromMinutes(1)];
        });
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(x => x.DueAt != null), "the redelivery");
        host.Script.Runs.ShouldBe(3);
        host.Inspected.Seen.ShouldBeEmpty();

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault");
        await host.UntilQuietAsync();

        host.Script.Runs.ShouldBe(6);
        host.Inspected.Seen.Single().ShouldBeAssignableTo<ConsumeContext<Fault<StampParcel>>>();
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Attempts.ShouldBe(2);
    }

    [Test]
    public async Task Should_be_delivered_again_after_a_pause_and_then_do_its_work_once()
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.RedeliveryDelays = [TimeSpan.FromMinutes(1)]);
        host.Script.DuringConsume = (run, _) => run == 1 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(x => x.DueAt != null), "the redelivery");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the event");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(1);
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
        await host.UntilAsync(async db => !await db.Set<OutboxMessage>().AnyAsync(), "the redelivery to be removed");
    }

    [Test]
    public async Task Should_not_keep_others_waiting()
    {
        await using var host = await DurableHost.StartAsync();
        host.Script.DuringConsume = (_, context) => context.Message.Amount < 0
            ? throw new InvalidOperationException("No.")
            : Task.CompletedTask;

        for (var i = 0; i < 20; i++)
            await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), i % 5 == 0 ? -1 : 1), Guid.NewGuid());
        await host.UntilAsync(
            async db => await db.Set<Stamp>().CountAsync() == 16 && await db.Set<DeadLetter>().CountAsync() == 4, "all ends");
    }

    [Test]
    public async Task Should_store_a_message_that_nobody_takes_as_a_dead_letter()
    {
        await using var host = await DurableHost.StartAsync();

        await host.DeliverAsync("StampParcel", new Explode(Guid.NewGuid()), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        await host.UntilQuietAsync();
        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.Reason.ShouldBe("No consumer of this queue handles messages of this type.");
        dead.ConsumerId.ShouldBeNull();
        dead.Body.ShouldContain("Explode");
    }

    [Test]
    public async Task Should_store_it_once_although_its_process_dies_before_the_broker_knows()
    {
        await using var host = await DurableHost.StartAsync();
        var (messageId, others) = (Guid.NewGuid(), Guid.NewGuid());
        await host.DeliverAsync("StampParcel", new Explode(Guid.NewGuid()), messageId);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        await host.DeliverAgainAsync("StampParcel", new Explode(Guid.NewGuid()), messageId);
        await host.DeliverAgainAsync("StampParcel", new Explode(Guid.NewGuid()), others);
        await host.UntilAsync(
            db => db.Set<DeadLetter>().AnyAsync(deadLetter => deadLetter.MessageId == others), "the other's dead letter");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync(deadLetter => deadLetter.MessageId == messageId)))
            .ShouldBe(1);
    }

    [Test]
    public async Task Should_store_what_comes_for_the_first_time_although_its_id_is_known()
    {
        await using var host = await DurableHost.StartAsync();
        var messageId = Guid.NewGuid();
        await host.DeliverAsync("StampParcel", new Explode(Guid.NewGuid()), messageId);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        await host.DeliverAsync("StampParcel", new Explode(Guid.NewGuid()), messageId);

        await host.UntilAsync(async db => await db.Set<DeadLetter>().CountAsync() == 2, "the second dead letter");
    }

    [Test]
    public async Task Should_store_a_message_that_cannot_be_read_as_a_dead_letter()
    {
        await using var host = await DurableHost.StartAsync();
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("queue:StampParcel"));

        await endpoint.Send(
            new StampParcel(Guid.NewGuid(), 1), context => context.Serializer = new MassTransit.Serialization.CopyBodySerializer(
                new System.Net.Mime.ContentType("application/vnd.masstransit+json"), new StringMessageBody("{ this is no JSON")));
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.Body.ShouldBe("{ this is no JSON");
        dead.ExceptionType.ShouldNotBeNull();
    }
}
