using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

/// <summary>Whoever would read it was never started.</summary>
[Servers]
internal class When_nobody_has_a_queue_for_a_command
{
    [Test]
    public async Task Should_wait_in_the_outbox_until_somebody_has()
    {
        await using var host = await DurableHost.StartAsync();
        await SendAsync(host, "queue:stamp-office");
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(), "the command");

        var office = host.Bus.ConnectReceiveEndpoint(
            "stamp-office", endpoint => endpoint.Handler<StampParcel>(_ => Task.CompletedTask));
        await office.Ready;

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                return !await host.InDatabaseAsync(db => db.Set<OutboxMessage>().AnyAsync());
            },
            "the command to leave");
    }

    [Test]
    public async Task Should_be_left_to_others_when_its_process_stops()
    {
        await using var bed = await TestBeds.EmptyAsync();
        var time = new ManualTimeProvider();
        await using (var host = await DurableHost.StartAsync(bed, time))
        {
            await SendAsync(host, "queue:stamp-office");
            (await LeasedUntilAsync(host)).ShouldBeGreaterThan(time.GetUtcNow());
        }

        await using var next = await DurableHost.StartAsync(bed, time, started: false);
        (await LeasedUntilAsync(next)).ShouldBeLessThanOrEqualTo(time.GetUtcNow());
    }

    private static Task<DateTimeOffset> LeasedUntilAsync(DurableHost host) =>
        host.InDatabaseAsync(db => db.Set<OutboxMessage>().Select(message => message.VisibleAt).SingleAsync());

    private static async Task SendAsync(DurableHost host, string address)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var office = await scope.ServiceProvider.GetRequiredService<ISendEndpointProvider>().GetSendEndpoint(new Uri(address));
        await office.Send(new StampParcel(Guid.NewGuid(), 1));
        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
    }
}
