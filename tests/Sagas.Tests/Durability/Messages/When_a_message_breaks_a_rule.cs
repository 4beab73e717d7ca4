using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Messages;

[EveryBed]
internal class When_a_message_breaks_a_rule
{
    [Test]
    public async Task Should_become_a_dead_letter_at_once_and_reach_nobody()
    {
        await using var host = await StartAsync();
        var messageId = Guid.NewGuid();

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), messageId);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await host.UntilQuietAsync();

        host.Script.Runs.ShouldBe(0);
        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.MessageId.ShouldBe(messageId);
        dead.Reason.ShouldBe("The message was refused: $.amount: Must not be negative. $.parcelId: Is wrong then, too.");
        dead.ExceptionType.ShouldBe(typeof(MessageRefusedException).FullName);
        (dead.Endpoint, dead.ConsumerId, dead.Attempts).ShouldBe(("StampParcel", "StampParcel:StampParcelConsumer", 1));
        (await host.InDatabaseAsync(db => db.Set<Stamp>().AnyAsync())).ShouldBeFalse();
        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null))).ShouldBeFalse();
    }

    [Test]
    public async Task Should_tell_who_waits_for_its_fault()
    {
        await using var host = await StartAsync();

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), Guid.NewGuid());
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault");

        host.Inspected.Seen.Single().ShouldBeAssignableTo<ConsumeContext<Fault<StampParcel>>>();
    }

    [Test]
    public async Task Should_be_one_dead_letter_however_often_it_is_delivered()
    {
        await using var host = await StartAsync();
        var messageId = Guid.NewGuid();
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), messageId);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        await host.DeliverAgainAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), messageId);
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the good one");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task Should_not_pause_its_queue()
    {
        await using var host = await StartAsync(options => options.BreakerFailures = 2);

        for (var i = 0; i < 10; i++)
            await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), Guid.NewGuid());
        await host.UntilAsync(async db => await db.Set<DeadLetter>().CountAsync() == 10, "the dead letters");
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the good one");
    }

    [Test]
    public async Task Should_not_be_tried_again_if_the_consumer_itself_refuses_it()
    {
        await using var host = await StartAsync();
        host.Script.DuringConsume = (_, _) => throw new MessageRefusedException("$.amount", "Is not what was stored.");

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await host.UntilQuietAsync();

        host.Script.Runs.ShouldBe(1);
        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        (dead.Reason, dead.Attempts).ShouldBe(("The message was refused: $.amount: Is not what was stored.", 1));
        (await host.InDatabaseAsync(db => db.Set<Stamp>().AnyAsync())).ShouldBeFalse();
    }

    [TestCase("note", "Parcels.Note holds at most 40 characters, but the value has 41.")]
    [TestCase("nul", "Parcels.Note cannot hold the character NUL.")]
    public async Task Should_not_be_tried_again_if_a_column_cannot_hold_what_it_says(string what, string reason)
    {
        await using var host = await StartAsync();
        var parcelId = Guid.NewGuid();
        await host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, "Main Street 1"), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(), "the parcel");

        await host.DeliverAsync(
            "ParcelState", new ParcelTouched(parcelId, what == "nul" ? "a\0b" : new string('n', 41)), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await host.UntilQuietAsync();

        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        (dead.Reason, dead.Attempts).ShouldBe((reason, 1));
        (await host.FindParcelAsync(parcelId))!.Note.ShouldNotBe(new string('n', 41));
    }

    [Test]
    public async Task Should_keep_the_others_of_its_group()
    {
        await using var host = await StartAsync();
        var parcels = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        foreach (var parcelId in parcels)
            await host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, "Main Street 1"), Guid.NewGuid());
        await host.UntilAsync(async db => await db.Set<ParcelState>().CountAsync() == parcels.Count, "the parcels");

        await Task.WhenAll(parcels.Index().Select(parcel => host.DeliverAsync(
            "ParcelState", new ParcelTouched(parcel.Item, new string('n', parcel.Index % 5 == 0 ? 41 : 40)), Guid.NewGuid())));
        await host.UntilAsync(async db => await db.Set<DeadLetter>().CountAsync() == 2, "the dead letters");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<ParcelState>().CountAsync(parcel => parcel.Note == new string('n', 40))))
            .ShouldBe(8);
    }

    private static Task<DurableHost> StartAsync(Action<DurabilityOptions>? configure = null) => DurableHost.StartAsync(
        configure: options =>
        {
            options.RetryDelays = [TimeSpan.Zero, TimeSpan.Zero];
            options.RedeliveryDelays = [TimeSpan.FromMinutes(1)];
            options.CheckMessages<StampParcel>(message => message.Amount < 0
                ? [new MessageError("$.amount", "Must not be negative."), new MessageError("$.parcelId", "Is wrong then, too.")]
                : []);
            configure?.Invoke(options);
        });
}
