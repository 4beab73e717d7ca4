using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Receive;

internal class When_a_process_stops_as_it_should
{
    // Embedded only, which is a gap: by a broker, a consumer that hangs is cancelled only when the limit of the stop is over,
    // and the services are disposed of at once. Whether it can undo anything by then is luck.
    [Test]
    public async Task Should_not_count_the_message_that_it_was_at()
    {
        var messageId = Guid.NewGuid();
        await using var bed = await TestBeds.EmptyAsync();
        var host = await DurableHost.StartAsync(bed, configure: options => options.CrashLimit = 3);
        host.Script.DuringConsume = (_, context) => new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        await host.DeliverAgainAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        await host.UntilAsync(db => db.Set<InboxMessage>().AnyAsync(row => row.ConsumerId.Contains("#crash")), "the count");

        await host.DisposeAsync();

        await using var next = await DurableHost.StartAsync(bed, host.Time, started: false);
        (await next.InDatabaseAsync(db => db.Set<InboxMessage>().AnyAsync(row => row.ConsumerId.Contains("#crash"))))
            .ShouldBeFalse();
    }
}
