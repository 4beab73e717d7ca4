using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

[EveryBed]
internal class When_a_process_dies
{
    [Test]
    public async Task Should_send_what_was_committed_but_not_sent()
    {
        // The first process commits, and never starts to send.
        await using var first = await DurableHost.StartAsync(started: false);
        var parcelId = Guid.NewGuid();
        await using (var scope = first.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>()
                .Publish(new ParcelPosted(parcelId, "1 Main Street"));
            (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default))
                .ShouldBe(CommitOutcome.Committed);
        }

        // On a broker the first process might still be sending; here it is known to be dead at once.
        first.Time.Advance(new DurabilityOptions().OutboxLease);
        await using var second = await DurableHost.StartAsync(first.Bed, first.Time);

        await second.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId), "the saga");
        await second.UntilQuietAsync();
    }

    [Test]
    public async Task Should_leave_messages_alone_until_their_lease_ends()
    {
        // As on a broker: the next process must not send what the first is still sending.
        await using var first = await DurableHost.StartAsync(
            started: false, configure: options => options.DatabaseIsQueueOfRecord = false);
        await using (var scope = first.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new ParcelStamped(Guid.NewGuid()));
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        }

        await using var second = await DurableHost.StartAsync(
            first.Bed, first.Time, options => options.DatabaseIsQueueOfRecord = false);
        second.Time.Advance(TimeSpan.FromSeconds(29));
        second.Inspected.Seen.ShouldBeEmpty();

        await Eventually.BecomesTrueAsync(() =>
        {
            second.Time.Advance(TimeSpan.FromSeconds(1));
            return !second.Inspected.Seen.IsEmpty;
        }, "the message");
        await second.UntilQuietAsync();
        second.Inspected.Seen.Count.ShouldBe(1);
    }
}
