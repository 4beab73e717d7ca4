using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Receive;
using Sagas.Durability.Tables;
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

    // Whoever has what the consumer lacks may handle it: this process, with what it has, cannot.
    [Test]
    public async Task Should_leave_the_messages_of_a_paused_queue_to_the_next()
    {
        await using var bed = await TestBeds.EmptyAsync();
        var host = await DurableHost.StartAsync(
            bed,
            configure: options =>
            {
                options.BreakerFailures = 2;
                options.BreakerPause = TimeSpan.FromMinutes(15);
            },
            stopTimeout: TimeSpan.FromHours(1));
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("There are no stamps.");
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        var pauses = host.Services.GetRequiredService<PausedQueues>();
        await Eventually.BecomesTrueAsync(() => pauses.Now.Count == 1, "the queue to be paused");
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await Eventually.BecomesTrueAsync(() => pauses.Now is [{ Waiting: 1 }], "the third message to wait");

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        // An in-memory transport keeps nothing that was not sent through the outbox.
        if (bed.DatabaseIsQueueOfRecord)
            return;
        await using var next = await DurableHost.StartAsync(bed, host.Time);
        await next.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the third message to be handled");
        (await next.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(2);
    }
}
