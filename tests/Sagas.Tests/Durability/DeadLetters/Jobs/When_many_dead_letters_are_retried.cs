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
internal class When_many_dead_letters_are_retried
{
    private static readonly RetryJobPlan All = new(new DeadLetterQuery());

    [Test]
    public async Task Should_all_be_handled_no_faster_than_is_allowed()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        await host.PlantAsync(100);
        var job = await StartAsync(host, All with { PerSecond = 20 });
        var begin = host.Time.GetUtcNow();

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var progress = await FindAsync(host, job);
                (progress.Job.Total - progress.Of(RetryItemState.Waiting))
                    .ShouldBeLessThanOrEqualTo((int)(20 * (host.Time.GetUtcNow() - begin).TotalSeconds));
                host.Time.Advance(TimeSpan.FromSeconds(0.25));
                return progress.Job.State == RetryJobState.Completed;
            },
            "all to be handled");

        (await FindAsync(host, job)).Of(RetryItemState.Succeeded).ShouldBe(100);
        (await host.CountStampsAsync()).ShouldBe(100);
        host.Script.Runs.ShouldBe(100);
        (await host.AuditAsync()).Count(entry => entry.Action == AuditActions.DeadLetterRetried).ShouldBe(100);
    }

    [Test]
    public async Task Should_be_those_that_were_there_when_it_began()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        await host.PlantAsync(3);
        var job = await StartAsync(host, All);
        await host.PlantAsync(2);

        await UntilAsync(host, job, progress => progress.Job.State == RetryJobState.Completed);

        (await FindAsync(host, job)).Job.Total.ShouldBe(3);
        (await host.CountLettersAsync()).ShouldBe(2);
    }

    [Test]
    public async Task Should_be_the_oldest_if_not_all_are_wanted()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        var deadLetters = await host.PlantAsync(5);

        await StartAsync(host, All with { Limit = 2 });

        (await host.InDatabaseAsync(db =>
            db.Set<RetryJobItem>().OrderBy(item => item.DeadAt).Select(item => item.DeadLetterId).ToListAsync()))
            .ShouldBe(deadLetters.Take(2).Select(deadLetter => deadLetter.DeadLetterId));
    }

    [Test]
    public async Task Should_not_begin_without_any()
    {
        await using var host = await DurableHost.StartAsync(started: false);

        (await Jobs(host).StartAsync(All, DeadLettersOfParcels.Ada, CancellationToken.None)).ShouldBeNull();

        (await host.InDatabaseAsync(db => db.Set<RetryJob>().AnyAsync())).ShouldBeFalse();
        (await host.AuditAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_stop_when_too_many_fail_again_and_go_on_when_told_to()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        await host.PlantAsync(20);
        host.Break();
        var job = await StartAsync(host, All with { PerSecond = 2, StopAfter = 3 });

        await UntilAsync(host, job, progress => progress.Job.State == RetryJobState.Stopped);
        var stopped = await FindAsync(host, job);
        stopped.Of(RetryItemState.FailedAgain).ShouldBeGreaterThanOrEqualTo(3);
        stopped.Of(RetryItemState.Waiting).ShouldBeGreaterThan(0);
        host.Repair();
        (await Jobs(host).ResumeAsync(job, DeadLettersOfParcels.Ada, CancellationToken.None)).IsDone.ShouldBeTrue();
        await UntilAsync(host, job, progress => progress.Job.State == RetryJobState.Completed);

        var completed = await FindAsync(host, job);
        (completed.Of(RetryItemState.Succeeded) + completed.Of(RetryItemState.FailedAgain)).ShouldBe(20);
        (await host.CountLettersAsync()).ShouldBe(completed.Of(RetryItemState.FailedAgain));
        (await host.AuditAsync()).Where(entry => entry.SubjectKind == AuditActions.Job)
            .Select(entry => (entry.Action, entry.Actor))
            .ShouldBe(
                [(AuditActions.JobStarted, "ada"), (AuditActions.JobStopped, "sagas"), (AuditActions.JobResumed, "ada")],
                ignoreOrder: true);
    }

    [Test]
    public async Task Should_wait_while_it_is_paused_and_stay_when_it_is_cancelled()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        await host.PlantAsync(10);
        var job = await StartAsync(host, All with { PerSecond = 1 });
        await UntilAsync(host, job, progress => progress.Of(RetryItemState.Succeeded) > 0);

        (await Jobs(host).PauseAsync(job, DeadLettersOfParcels.Ada, CancellationToken.None)).IsDone.ShouldBeTrue();
        await UntilAsync(host, job, progress => !progress.Job.IsOpen);
        var waiting = (await FindAsync(host, job)).Of(RetryItemState.Waiting);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await Jobs(host).PauseAsync(job, DeadLettersOfParcels.Ada, CancellationToken.None)).IsDone.ShouldBeFalse();
        (await Jobs(host).CancelAsync(job, DeadLettersOfParcels.Ada, CancellationToken.None)).IsDone.ShouldBeTrue();
        (await Jobs(host).ResumeAsync(job, DeadLettersOfParcels.Ada, CancellationToken.None)).IsDone.ShouldBeFalse();

        waiting.ShouldBeGreaterThan(0);
        (await host.CountLettersAsync()).ShouldBe(waiting);
        (await FindAsync(host, job)).Job.EndedAt.ShouldNotBeNull();
    }

    [Test]
    public async Task Should_be_taken_over_from_a_process_that_stops()
    {
        await using var bed = await TestBeds.EmptyAsync();
        var time = new ManualTimeProvider();
        Guid job;
        await using (var first = await DurableHost.StartAsync(bed, time, Patient))
        {
            await first.PlantAsync(10);
            job = await StartAsync(first, All with { PerSecond = 2 });
            await UntilAsync(first, job, progress => progress.Of(RetryItemState.Succeeded) > 1);
        }

        await bed.ProcessHasEndedAsync(time.GetUtcNow());
        await using var next = await DurableHost.StartAsync(bed, time, Patient);
        await UntilAsync(next, job, progress => progress.Job.State == RetryJobState.Completed);

        (await FindAsync(next, job)).Of(RetryItemState.Succeeded).ShouldBe(10);
        // Not the runs of the consumer: what a process was doing when it stopped is rolled back, and done again by the next.
        (await next.CountStampsAsync()).ShouldBe(10);
    }

    [Test]
    public async Task Should_be_worked_on_by_one_process_at_a_time_until_its_lease_ends()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        await host.PlantAsync(1);
        var job = await StartAsync(host, All);
        var (one, other) = (NewLeases(host), NewLeases(host));

        (await TakeAsync(host, one, job)).ShouldBeTrue();
        (await TakeAsync(host, other, job)).ShouldBeFalse();
        (await TakeAsync(host, one, job)).ShouldBeTrue();
        host.Time.Advance(RetryJobLeases.Lease + TimeSpan.FromSeconds(1));
        (await TakeAsync(host, other, job)).ShouldBeTrue();
        await other.EndAsync(CancellationToken.None);
        (await TakeAsync(host, one, job)).ShouldBeTrue();
    }

    [Test]
    public async Task Should_send_each_once_although_two_processes_think_that_it_is_theirs()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        await host.PlantAsync(30);
        var job = await StartAsync(host, All);
        var round = host.Services.GetRequiredService<RetryJobRound>();
        var pace = new RetryRate(perSecond: null, host.Time.GetUtcNow());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => round.WorkAsync(job, pace, CancellationToken.None)));
        await UntilAsync(host, job, progress => progress.Job.State == RetryJobState.Completed);

        host.Script.Runs.ShouldBe(30);
        (await FindAsync(host, job)).Of(RetryItemState.Succeeded).ShouldBe(30);
    }

    [Test]
    public async Task Should_leave_out_what_somebody_else_deals_with()
    {
        await using var host = await DurableHost.StartAsync(configure: Patient);
        var deadLetters = await host.PlantAsync(3);
        var job = await StartAsync(host, All);
        await host.Desk().DiscardAsync(deadLetters[1].DeadLetterId, DeadLettersOfParcels.Ada, CancellationToken.None);

        await UntilAsync(host, job, progress => progress.Job.State == RetryJobState.Completed);

        var progress = await FindAsync(host, job);
        (progress.Of(RetryItemState.Gone), progress.Of(RetryItemState.Succeeded)).ShouldBe((1, 2));
    }

    [Test]
    public async Task Should_say_that_it_does_not_know_what_has_become_of_one()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        await host.PlantAsync(1);
        var job = await StartAsync(host, All);
        var round = host.Services.GetRequiredService<RetryJobRound>();
        var pace = new RetryRate(perSecond: null, host.Time.GetUtcNow());
        await round.WorkAsync(job, pace, CancellationToken.None);
        (await FindAsync(host, job)).Of(RetryItemState.Sent).ShouldBe(1);

        host.Time.Advance(TimeSpan.FromHours(1));
        await round.WorkAsync(job, pace, CancellationToken.None);

        var progress = await FindAsync(host, job);
        (progress.Of(RetryItemState.Unknown), progress.Job.State).ShouldBe((1, RetryJobState.Completed));
        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(1);
    }

    // Time that jumps while a message is being sent must not end its lease.
    private static void Patient(DurabilityOptions options) => options.OutboxLease = TimeSpan.FromHours(1);

    private static RetryJobService Jobs(DurableHost host) => host.Services.GetRequiredService<RetryJobService>();

    private static RetryJobLeases NewLeases(DurableHost host) => ActivatorUtilities.CreateInstance<RetryJobLeases>(host.Services);

    private static Task<bool> TakeAsync(DurableHost host, RetryJobLeases leases, Guid job) =>
        host.InDatabaseAsync(db => leases.TryTakeAsync(db, job, CancellationToken.None));

    private static async Task<Guid> StartAsync(DurableHost host, RetryJobPlan plan) =>
        (await Jobs(host).StartAsync(plan, DeadLettersOfParcels.Ada, CancellationToken.None)).ShouldNotBeNull().Job.RetryJobId;

    private static async Task<RetryJobProgress> FindAsync(DurableHost host, Guid job) =>
        (await host.InDatabaseAsync(db => new RetryJobReader(db).FindAsync(job, CancellationToken.None))).ShouldNotBeNull();

    // What was sent comes to its end before time goes on: otherwise all may be sent before any has failed.
    private static Task UntilAsync(DurableHost host, Guid job, Predicate<RetryJobProgress> isSo) => Eventually.BecomesTrueAsync(
        async () =>
        {
            await host.UntilQuietAsync();
            host.Time.Advance(TimeSpan.FromSeconds(0.25));
            return isSo(await FindAsync(host, job));
        },
        "the job to come so far");
}
