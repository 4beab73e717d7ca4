using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Commit;

[EveryBed]
internal class When_a_request_does_its_work
{
    [Test]
    public async Task Should_send_nothing_and_store_nothing_without_a_commit()
    {
        await using var host = await DurableHost.StartAsync();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<DbContext>().Add(new Stamp { StampId = Guid.NewGuid() });
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>()
                .Publish(new ParcelPosted(Guid.NewGuid(), "nowhere"));
        }

        (await host.InDatabaseAsync(db => db.Set<Stamp>().AnyAsync())).ShouldBeFalse();
        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task Should_report_a_conflict_and_send_nothing_when_a_key_is_taken()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();
        (await CommitAsync(host, parcelId)).ShouldBe(CommitOutcome.Committed);

        (await CommitAsync(host, parcelId)).ShouldBe(CommitOutcome.Conflict);

        await Time.Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the message");
        await host.UntilQuietAsync();
        host.Inspected.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_let_the_context_read_on_after_the_commit()
    {
        await using var host = await DurableHost.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ParcelDbContext>();
        database.Add(new Stamp { StampId = Guid.NewGuid(), ParcelId = Guid.NewGuid() });
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);

        (await database.Set<Stamp>().CountAsync()).ShouldBe(1);
    }

    [Test]
    public async Task Should_refuse_a_second_commit()
    {
        await using var host = await DurableHost.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        await unit.CommitAsync(default);

        await Should.ThrowAsync<InvalidOperationException>(() => unit.CommitAsync(default));
    }

    [Test]
    public async Task Should_commit_many_at_once_each_for_itself()
    {
        await using var host = await DurableHost.StartAsync();
        var parcels = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToList();

        // Every parcel twice, side by side: one of each pair must meet the other's key.
        var outcomes = await Task.WhenAll(parcels.Concat(parcels).Select(parcelId => CommitAsync(host, parcelId)));

        outcomes.Count(x => x == CommitOutcome.Committed).ShouldBe(50);
        outcomes.Count(x => x == CommitOutcome.Conflict).ShouldBe(50);
        (await host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(50);
        await Time.Eventually.BecomesTrueAsync(() => host.Inspected.Seen.Count >= 50, "all messages");
        await host.UntilQuietAsync();
        host.Inspected.Seen.Count.ShouldBe(50);
    }

    private static async Task<CommitOutcome> CommitAsync(DurableHost host, Guid parcelId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<DbContext>().Add(new Stamp { StampId = Guid.NewGuid(), ParcelId = parcelId });
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new ParcelStamped(parcelId));
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
    }
}
