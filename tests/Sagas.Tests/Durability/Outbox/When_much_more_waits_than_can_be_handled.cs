using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

/// <summary>
/// A consumer that is slower than those who send to it: the rest waits in the outbox, and what a process has in memory does
/// not depend on how much that is.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_much_more_waits_than_can_be_handled : IDisposable
{
    private const int Limit = 40;
    private const int Backlog = 400;

    private readonly SemaphoreSlim _pace = new(0);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_have_no_more_under_way_than_is_set(bool leftByAnEarlierProcess)
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.DispatchBacklog = Limit, started: !leftByAnEarlierProcess);
        host.Script.DuringConsume = (_, context) => _pace.WaitAsync(context.CancellationToken);
        for (var sent = 0; sent < Backlog; sent++)
            await SendAsync(host);
        if (leftByAnEarlierProcess)
            await host.ContinueAsync();
        var inFlight = host.Services.GetRequiredService<InFlightMessages>();

        var most = 0;
        while (host.Script.Runs < Backlog)
        {
            _pace.Release();
            most = Math.Max(most, inFlight.Count);
            await Eventually.BecomesTrueAsync(
                () =>
                {
                    most = Math.Max(most, inFlight.Count);
                    return _pace.CurrentCount == 0;
                },
                "a consumer to go on");
        }

        _pace.Release(Backlog);
        await host.UntilAsync(
            db => db.Set<OutboxMessage>().AllAsync(message => message.DueAt != null), "everything to be handled");
        (await host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync())).ShouldBe(Backlog);
        most.ShouldBeGreaterThan(Limit / 4);
        // Whoever has found room may be in the middle of a commit.
        most.ShouldBeLessThanOrEqualTo(2 * Limit);
    }

    public void Dispose() => _pace.Dispose();

    private static async Task SendAsync(DurableHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new StampParcel(Guid.NewGuid(), 1));
        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
    }
}
