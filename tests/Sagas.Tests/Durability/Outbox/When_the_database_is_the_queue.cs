using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

/// <summary>The in-memory transport forgets what it has; a broker does not, and gives it to whoever comes next.</summary>
internal class When_the_database_is_the_queue
{
    [Test]
    public async Task Should_send_again_what_had_reached_no_consumer()
    {
        await using var first = await DurableHost.StartAsync();
        var stuck = new TaskCompletionSource();
        first.Script.DuringConsume = (_, _) => stuck.Task;
        await using (var scope = first.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new StampParcel(Guid.NewGuid(), 1));
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        }

        await Eventually.BecomesTrueAsync(() => first.Script.Runs == 1, "the first run");
        (await first.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(1);

        // The second process takes the file over while the first hangs.
        await using var second = await DurableHost.StartAsync(first.Bed, first.Time);
        await second.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");
        await second.UntilQuietAsync();
        stuck.SetResult();
        await first.UntilQuietAsync();

        (await second.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(1);
    }
}
