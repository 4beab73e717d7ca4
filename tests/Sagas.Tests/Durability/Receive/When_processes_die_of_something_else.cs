using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

/// <summary>
/// Processes have died while a message was being handled, and it is on its last chance. Only a death while its own code runs
/// counts against it: not while it waits, not once it has failed or been handled, and not because of a message of another queue.
/// </summary>
[EveryBed]
internal class When_processes_die_of_something_else
{
    private const int Limit = 3;

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Limit - 1)]
    public async Task Should_not_be_suspected_while_it_waits_for_its_next_attempt(int died)
    {
        // The pause between attempts is real time, and longer than the test.
        await using var host = await StartAsync(options => options.RetryDelays = [TimeSpan.FromHours(1)]);
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("Not yet.");
        var messageId = await DeliverAgainAsync(host, died);

        await Eventually.BecomesTrueAsync(() => host.Script.Runs == 1, "the first attempt");

        await UntilOnlyAsync(host, messageId, died);
    }

    [Test]
    public async Task Should_be_suspected_again_while_its_next_attempt_runs()
    {
        await using var host = await StartAsync(options => options.RetryDelays = [TimeSpan.Zero]);
        var counted = new List<int>();
        host.Script.DuringConsume = async (run, context) =>
        {
            counted.Add(await host.CountDeathsAsync(context.MessageId!.Value));
            if (run == 1)
                throw new InvalidOperationException("Not yet.");
        };
        var messageId = await DeliverAgainAsync(host, died: Limit - 1);

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");

        counted.ShouldBe([Limit, Limit]);
        await UntilOnlyAsync(host, messageId, Limit - 1);
    }

    [Test]
    public async Task Should_become_a_dead_letter_of_its_own_failure()
    {
        await using var host = await StartAsync(options => options.RetryDelays = [TimeSpan.Zero, TimeSpan.Zero]);
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");
        var messageId = await DeliverAgainAsync(host, died: Limit - 1);

        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Reason.ShouldBe("The stamp broke.");
        await UntilOnlyAsync(host, messageId, Limit - 1);
    }

    // It would be redelivered only because its acknowledgment was lost.
    [Test]
    public async Task Should_not_be_suspected_once_it_was_handled()
    {
        await using var host = await StartAsync();
        var messageId = await DeliverAgainAsync(host, died: Limit - 1);

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");

        await UntilOnlyAsync(host, messageId, Limit - 1);
    }

    // Its process has lost the connection to the broker, and is still at it.
    [Test]
    public async Task Should_not_be_suspected_while_an_earlier_delivery_is_handled()
    {
        await using var host = await StartAsync();
        var (bothRun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Script.DuringConsume = async (run, _) =>
        {
            if (run == 2)
                bothRun.SetResult();
            await end.Task;
        };
        var messageId = await DeliverAgainAsync(host, died: 0);
        await Eventually.BecomesTrueAsync(() => host.Script.Runs == 1, "the first delivery");
        await host.DeliverAgainAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        await bothRun.Task;

        (await host.CountDeathsAsync(messageId)).ShouldBe(1);
        end.SetResult();
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");
    }

    [Test]
    public async Task Should_not_be_suspected_while_its_queue_is_paused()
    {
        await using var host = await StartAsync(options =>
        {
            options.BreakerFailures = 2;
            options.BreakerPause = TimeSpan.FromMinutes(1);
        });
        host.Script.DuringConsume = (_, context) =>
            context.Message.Amount < 0 ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        for (var i = 0; i < 2; i++)
            await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), -1), Guid.NewGuid());
        await host.UntilAsync(async db => await db.Set<DeadLetter>().CountAsync() == 2, "the queue to be paused");

        var (messageId, weighing) = (await DeliverAgainAsync(host, died: Limit - 1), Guid.NewGuid());
        // It is counted while it is read, and not any more when it waits: its place is free for another one.
        await host.PlantDeathsAsync(weighing, Limit - 1, "WeighParcel");
        await host.DeliverAgainAsync("WeighParcel", new WeighParcel(Guid.NewGuid()), weighing);
        await Eventually.BecomesTrueAsync(() => host.Weighing.Runs == 1, "the suspect of another queue");
        await UntilOnlyAsync(host, messageId, Limit - 1);
        host.Script.Runs.ShouldBe(2);
        host.Time.Advance(TimeSpan.FromMinutes(1));

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");
    }

    // A process dies as a whole: whoever is on its last chance must be alone in it.
    [Test]
    public async Task Should_not_be_handled_beside_a_suspect_of_another_queue()
    {
        await using var host = await StartAsync();
        var (end, weighing) = (new TaskCompletionSource(), Guid.NewGuid());
        host.Script.DuringConsume = (_, _) => end.Task;
        await DeliverAgainAsync(host, died: Limit - 1);
        await Eventually.BecomesTrueAsync(() => host.Script.Runs == 1, "the first suspect");

        await host.PlantDeathsAsync(weighing, Limit - 1, "WeighParcel");
        await host.DeliverAgainAsync("WeighParcel", new WeighParcel(Guid.NewGuid()), weighing);
        // Whoever is innocent does not wait.
        await host.DeliverAsync("WeighParcel", new WeighParcel(Guid.NewGuid()), Guid.NewGuid());
        await Eventually.BecomesTrueAsync(() => host.Weighing.Runs == 1, "the innocent one");
        (await host.CountDeathsAsync(weighing)).ShouldBe(Limit - 1, "It is not counted while it waits for its turn.");

        end.SetResult();
        await Eventually.BecomesTrueAsync(() => host.Weighing.Runs == 2, "the second suspect");
    }

    private static Task<DurableHost> StartAsync(Action<DurabilityOptions>? configure = null) =>
        DurableHost.StartAsync(configure: options =>
        {
            options.CrashLimit = Limit;
            configure?.Invoke(options);
        });

    private static async Task<Guid> DeliverAgainAsync(DurableHost host, int died)
    {
        var messageId = Guid.NewGuid();
        await host.PlantDeathsAsync(messageId, died);
        await host.DeliverAgainAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        return messageId;
    }

    // The row of a first delivery that was handled stays, which is why nobody asks for it here.
    private static Task UntilOnlyAsync(DurableHost host, Guid messageId, int died) => Eventually.BecomesTrueAsync(
        async () => await host.CountDeathsAsync(messageId) == died, $"{died} deaths and no more to be counted");
}
