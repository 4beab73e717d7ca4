using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

[EveryBed]
internal class When_a_message_comes_twice
{
    [Test]
    public async Task Should_do_nothing_the_second_time()
    {
        await using var host = await DurableHost.StartAsync();
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());

        await host.DeliverAsync("StampParcel", new StampParcel(parcelId, 1), messageId);
        await host.UntilAsync(db => db.Set<InboxMessage>().AnyAsync(x => x.MessageId == messageId), "the claim");
        await host.DeliverAsync("StampParcel", new StampParcel(parcelId, 1), messageId);
        await Eventually.BecomesTrueAsync(
            () => host.Script.Runs == 2 && !host.Inspected.Seen.IsEmpty, "the second run and the event");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(1);
        (await host.InDatabaseAsync(db => db.Set<InboxMessage>().CountAsync(x => x.MessageId == messageId))).ShouldBe(1);
        host.Inspected.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_commit_once_when_both_run_at_the_same_time()
    {
        await using var host = await DurableHost.StartAsync();
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());
        var bothRun = new TaskCompletionSource();
        host.Script.DuringConsume = async (run, _) =>
        {
            if (run == 2)
                bothRun.SetResult();
            await bothRun.Task;
        };

        await host.DeliverAsync("StampParcel", new StampParcel(parcelId, 1), messageId);
        await host.DeliverAsync("StampParcel", new StampParcel(parcelId, 1), messageId);
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the event");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(1);
        host.Inspected.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_let_a_saga_ignore_it()
    {
        await using var host = await DurableHost.StartAsync();
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());

        await host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, "1 Main Street"), messageId);
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(), "the saga");
        await host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, "2 Side Street"), messageId);
        await host.DeliverAsync("ParcelState", new ParcelTouched(parcelId, "last"), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.Note == "last"), "the last message");

        var parcel = (await host.FindParcelAsync(parcelId))!;
        parcel.Address.ShouldBe("1 Main Street");
        parcel.Version.ShouldBe(2);
        (await host.InDatabaseAsync(db => db.Set<SagaTransition>().CountAsync())).ShouldBe(2);
    }

    [Test]
    public async Task Should_be_forgotten_after_the_detection_window()
    {
        await using var host = await DurableHost.StartAsync(configure: options =>
        {
            options.DuplicateDetectionWindow = TimeSpan.FromHours(1);
            options.InboxCleanupInterval = TimeSpan.FromMinutes(1);
        });
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<InboxMessage>().AnyAsync(), "the claim");

        host.Time.Advance(TimeSpan.FromMinutes(59));
        (await host.InDatabaseAsync(db => db.Set<InboxMessage>().CountAsync())).ShouldBe(1);
        await Eventually.BecomesTrueAsync(async () =>
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            return !await host.InDatabaseAsync(db => db.Set<InboxMessage>().AnyAsync());
        }, "the claim to be removed");
    }
}
