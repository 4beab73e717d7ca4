using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.DeadLetters.Jobs;

[EveryBed]
internal class When_results_of_retries_are_slow
{
    private static readonly RetryJobPlan All = new(new DeadLetterQuery());

    [TestCase(10, 10)]
    [TestCase(3, 3)]
    [TestCase(1, 1)]
    [TestCase(500, RetryWindow.First)]
    [TestCase(null, RetryWindow.First)]
    public async Task Should_not_send_more_than_may_fail(int? stopAfter, int sent)
    {
        await using var host = await DurableHost.StartAsync(started: false);
        await host.PlantAsync(40);
        var job = await StartAsync(host, All with { StopAfter = stopAfter });

        for (var round = 0; round < 5; round++)
            await WorkAsync(host, job);

        var progress = await FindAsync(host, job);
        (progress.Of(RetryItemState.Sent), progress.Of(RetryItemState.Waiting)).ShouldBe((sent, 40 - sent));
        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(sent);
    }

    [Test]
    public async Task Should_not_send_more_after_another_process_has_taken_over()
    {
        await using var bed = await TestBeds.EmptyAsync();
        var time = new ManualTimeProvider();
        Guid job;
        await using (var first = await DurableHost.StartAsync(bed, time, started: false))
        {
            await first.PlantAsync(40);
            job = await StartAsync(first, All with { StopAfter = 10 });
            await WorkAsync(first, job);
        }

        time.Advance(RetryJobLeases.Lease + TimeSpan.FromSeconds(1));
        await using var next = await DurableHost.StartAsync(bed, time, started: false);
        await WorkAsync(next, job);

        (await FindAsync(next, job)).Of(RetryItemState.Sent).ShouldBe(10);
    }

    [Test]
    public async Task Should_leave_it_to_the_process_that_has_the_lease()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        await host.PlantAsync(5);
        var job = await StartAsync(host, All);
        var other = ActivatorUtilities.CreateInstance<RetryJobLeases>(host.Services);
        (await host.InDatabaseAsync(db => other.TryTakeAsync(db, job, CancellationToken.None))).ShouldBeTrue();

        await WorkAsync(host, job);

        (await FindAsync(host, job)).Of(RetryItemState.Sent).ShouldBe(0);
    }

    [Test]
    public async Task Should_go_on_when_results_have_not_come_in_time()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        await host.PlantAsync(12);
        var job = await StartAsync(host, All with { StopAfter = 10 });
        await WorkAsync(host, job);

        host.Time.Advance(host.Services.GetRequiredService<RetryOutcomes>().Patience + TimeSpan.FromSeconds(1));
        await WorkAsync(host, job);

        var progress = await FindAsync(host, job);
        (progress.Of(RetryItemState.Unknown), progress.Of(RetryItemState.Sent)).ShouldBe((10, 2));
        progress.Job.State.ShouldBe(RetryJobState.Running);
    }

    [Test]
    public async Task Should_stop_after_exactly_as_many_failures_as_are_allowed()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        await host.PlantAsync(40);
        host.Break();
        var job = await StartAsync(host, All with { StopAfter = 10 });

        await UntilAsync(host, job, progress => progress.Job.State == RetryJobState.Stopped);

        var stopped = await FindAsync(host, job);
        (stopped.Of(RetryItemState.FailedAgain), stopped.Of(RetryItemState.Waiting)).ShouldBe((10, 30));
        host.Script.Runs.ShouldBe(10);
        (await host.CountLettersAsync()).ShouldBe(40);
    }

    [TestCase(null, 0, 0, 10)]
    [TestCase(null, 25, 0, 35)]
    [TestCase(null, 25, 5, 30)]
    [TestCase(null, 0, 50, 10)]
    [TestCase(null, 99_999, 0, RetryWindow.MostUnderWay)]
    [TestCase(10, 0, 4, 6)]
    [TestCase(10, 500, 4, 6)]
    [TestCase(10, 0, 12, 0)]
    [TestCase(100, 0, 4, 10)]
    public void Should_allow_more_with_each_success_and_fewer_with_each_failure(
        int? stopAfter, int succeeded, int failed, int size) =>
        RetryWindow.SizeOf(new RetryJobProgress(
            new RetryJob { Actor = "ada", Filter = "{}", StopAfter = stopAfter, Forgiven = 2 },
            new Dictionary<RetryItemState, int>
            {
                [RetryItemState.Succeeded] = succeeded,
                [RetryItemState.FailedAgain] = failed + 2,
            })).ShouldBe(size);

    private static void Patient(DurabilityOptions options) =>
        (options.OutboxLease, options.BreakerThreshold) = (TimeSpan.FromHours(1), 0);

    private static async Task WorkAsync(DurableHost host, Guid job)
    {
        await host.Services.GetRequiredService<RetryJobRound>()
            .WorkAsync(job, new RetryRate(perSecond: null, host.Time.GetUtcNow()), CancellationToken.None);
    }

    private static async Task<Guid> StartAsync(DurableHost host, RetryJobPlan plan) =>
        (await host.Services.GetRequiredService<RetryJobService>()
            .StartAsync(plan, DeadLettersOfParcels.Ada, CancellationToken.None)).ShouldNotBeNull().Job.RetryJobId;

    private static async Task<RetryJobProgress> FindAsync(DurableHost host, Guid job) =>
        (await host.InDatabaseAsync(db => new RetryJobReader(db).FindAsync(job, CancellationToken.None))).ShouldNotBeNull();

    private static Task UntilAsync(DurableHost host, Guid job, Predicate<RetryJobProgress> isSo) => Eventually.BecomesTrueAsync(
        async () =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(0.25));
            return isSo(await FindAsync(host, job));
        },
        "the job to come so far");
}
