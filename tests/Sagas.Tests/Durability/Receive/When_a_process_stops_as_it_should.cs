using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

[EveryBed]
internal class When_a_process_stops_as_it_should
{
    // By a broker, a consumer that hangs is canceled only when the limit of the stop is over, and the services are disposed of at
    // once: the count is taken back when the stop begins.
    [Test]
    public async Task Should_not_count_the_message_that_it_was_at([Values(0, 1)] int died)
    {
        var messageId = Guid.NewGuid();
        await using var bed = await TestBeds.EmptyAsync();
        var host = await DurableHost.StartAsync(bed, configure: options => options.CrashLimit = 3);
        host.Script.DuringConsume = (_, context) => new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        await host.PlantDeathsAsync(messageId, died);
        await host.DeliverAgainAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        await Eventually.BecomesTrueAsync(() => host.Script.Runs == 1, "the consumer to run");
        (await host.CountDeathsAsync(messageId)).ShouldBe(died + 1);

        await host.DisposeAsync();

        await using var next = await DurableHost.StartAsync(bed, host.Time, started: false);
        (await next.CountDeathsAsync(messageId)).ShouldBe(died);
    }
}
