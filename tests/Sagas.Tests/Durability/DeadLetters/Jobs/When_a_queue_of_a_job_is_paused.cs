using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.DeadLetters.Jobs;

[EveryBed]
internal class When_a_queue_of_a_job_is_paused
{
    private const string Paused = "paused";
    private const string Open = "open";

    private static readonly DurabilityOptions Options = new() { BreakerFailures = 1, BreakerThreshold = 50 };

    [Test]
    public async Task Should_send_nothing_to_it_and_go_on_with_others()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        var job = await StartAsync(host);
        var breaker = BreakerOf(host);
        breaker.Failed(new TimeoutException("The press broke."));

        await WorkAsync(host, job);
        await WorkAsync(host, job);

        (await QueuesAsync(host, job)).ShouldBe([new RetryJobQueue(Open, 0, 3), new RetryJobQueue(Paused, 4, 0)]);
        (await FindAsync(host, job)).Job.State.ShouldBe(RetryJobState.Running);
    }

    [Test]
    public async Task Should_send_one_to_be_tried_after_the_pause_and_the_rest_if_it_is_handled()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        var job = await StartAsync(host);
        var breaker = BreakerOf(host);
        breaker.Failed(new TimeoutException("The press broke."));

        host.Time.Advance(Options.BreakerPause + TimeSpan.FromSeconds(1));
        await WorkAsync(host, job);
        await WorkAsync(host, job);
        (await QueuesAsync(host, job)).ShouldBe([new RetryJobQueue(Open, 0, 3), new RetryJobQueue(Paused, 3, 1)]);
        breaker.Succeeded();
        await WorkAsync(host, job);

        (await QueuesAsync(host, job)).ShouldBe([new RetryJobQueue(Open, 0, 3), new RetryJobQueue(Paused, 0, 4)]);
    }

    private static EndpointBreaker BreakerOf(DurableHost host) => new(
        Paused, Options, host.Time, NullLogger.Instance, host.Services.GetRequiredService<PausedQueues>());

    private static async Task<Guid> StartAsync(DurableHost host)
    {
        await host.PlantAsync(Enumerable.Range(0, 7).Select(number => DeadLettersOfParcels.NewLetter(
            host, number, new StampParcel(Guid.NewGuid(), number), number < 4 ? Paused : Open)));
        var started = await host.Services.GetRequiredService<RetryJobService>().StartAsync(
            new RetryJobPlan(new DeadLetterQuery()), DeadLettersOfParcels.Ada, CancellationToken.None);
        return started.ShouldNotBeNull().Job.RetryJobId;
    }

    private static Task<bool> WorkAsync(DurableHost host, Guid job) => host.Services.GetRequiredService<RetryJobRound>()
        .WorkAsync(job, new RetryRate(perSecond: null, host.Time.GetUtcNow()), CancellationToken.None);

    private static Task<List<RetryJobQueue>> QueuesAsync(DurableHost host, Guid job) =>
        host.InDatabaseAsync(db => new RetryJobReader(db).QueuesAsync(job, CancellationToken.None));

    private static async Task<RetryJobProgress> FindAsync(DurableHost host, Guid job) =>
        (await host.InDatabaseAsync(db => new RetryJobReader(db).FindAsync(job, CancellationToken.None))).ShouldNotBeNull();
}
