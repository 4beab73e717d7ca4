using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>Starts, pauses, resumes and cancels retry jobs. Any instance then does the work.</summary>
public class RetryJobService
{
    private readonly DurableDatabase _database;
    private readonly RetryJobCommands _units;
    private readonly ICommitter _committer;
    private readonly TimeProvider _time;

    internal RetryJobService(DurableDatabase database, RetryJobCommands units, ICommitter committer, TimeProvider time) =>
        (_database, _units, _committer, _time) = (database, units, committer, time);

    /// <summary>Selects the dead letters and starts to send them.</summary>
    /// <param name="plan">Which dead letters, and how.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The job; null if no dead letter matches.</returns>
    public async Task<RetryJobProgress?> StartAsync(RetryJobPlan plan, AuditedBy by, CancellationToken cancellationToken)
    {
        var retryJobId = Guid.CreateVersion7(_time.GetUtcNow());
        await using var scope = _database.CreateScope(out var context);
        using (await _database.TakeWriteLockAsync(cancellationToken))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var total = await FrozenSelection.CopyAsync(context, _database, transaction, retryJobId, plan, cancellationToken);
            if (total == 0)
                return null;

            var job = NewJob(retryJobId, plan, by, total);
            var entry = AuditEntry.New(
                _time, by, AuditActions.JobStarted, RetryJobCommands.SubjectOf(retryJobId),
                after: new { plan.Filter, total, plan.PerSecond, plan.StopAfter });
            var write = new StatementBatch(transaction.GetDbTransaction(), commands: null);
            write.AddRange(_database.Table(typeof(RetryJob)).Statements.Insert([job]));
            write.AddRange(_database.Table(typeof(AuditEntry)).Statements.Insert([entry]));
            await write.ExecuteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return await new RetryJobReader(context).FindAsync(retryJobId, cancellationToken);
    }

    /// <summary>Pauses a job: no more dead letters are sent for now.</summary>
    /// <param name="retryJobId">The job.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The outcome.</returns>
    public Task<RetryJobChange> PauseAsync(Guid retryJobId, AuditedBy by, CancellationToken cancellationToken) => ChangeAsync(
        retryJobId, RetryJobState.Paused, AuditActions.JobPaused, by, state => state is RetryJobState.Running, cancellationToken);

    /// <summary>Resumes a job; messages that have already failed again no longer count toward its limit.</summary>
    /// <param name="retryJobId">The job.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The outcome.</returns>
    public Task<RetryJobChange> ResumeAsync(Guid retryJobId, AuditedBy by, CancellationToken cancellationToken) => ChangeAsync(
        retryJobId, RetryJobState.Running, AuditActions.JobResumed, by,
        state => state is RetryJobState.Paused or RetryJobState.Stopped, cancellationToken);

    /// <summary>Cancels a job. What was not sent stays a dead letter; what was sent is followed to its result.</summary>
    /// <param name="retryJobId">The job.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The outcome.</returns>
    public Task<RetryJobChange> CancelAsync(Guid retryJobId, AuditedBy by, CancellationToken cancellationToken) => ChangeAsync(
        retryJobId, RetryJobState.Cancelled, AuditActions.JobCancelled, by,
        state => state is RetryJobState.Running or RetryJobState.Paused or RetryJobState.Stopped, cancellationToken);

    private async Task<RetryJobChange> ChangeAsync(
        Guid retryJobId, RetryJobState to, string action, AuditedBy by, Predicate<RetryJobState> isAllowed,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var scope = _database.CreateScope(out var context);
            var reader = new RetryJobReader(context);
            if (await reader.FindAsync(retryJobId, cancellationToken) is not { } progress)
                return new RetryJobChange(IsDone: false, Progress: null);
            if (!isAllowed(progress.Job.State))
                return new RetryJobChange(IsDone: false, progress);
            // If somebody has changed it in the meantime, read it again and decide anew.
            if (await _committer.CommitAsync(_units.Change(progress, to, action, by), cancellationToken)
                == CommitOutcome.Committed)
                return new RetryJobChange(IsDone: true, await reader.FindAsync(retryJobId, cancellationToken));
        }
    }

    private RetryJob NewJob(Guid retryJobId, RetryJobPlan plan, AuditedBy by, int total) => new()
    {
        RetryJobId = retryJobId,
        State = RetryJobState.Running,
        Actor = by.Actor.ToStorable(AuditEntry.LongestActor),
        Reason = by.Reason?.ToStorable(AuditEntry.LongestReason),
        Filter = JsonSerializer.Serialize(plan.Filter, AuditJson.Options),
        Total = total,
        PerSecond = plan.PerSecond,
        StopAfter = plan.StopAfter,
        IsOpen = true,
        StartedAt = _time.GetStorableUtcNow(),
    };
}
