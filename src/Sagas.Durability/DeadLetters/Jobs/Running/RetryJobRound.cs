using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>One round of work on a job: record the results of what was sent, and send what may be sent by now.</summary>
internal sealed class RetryJobRound(
    DurableDatabase database, RetryJobCommands units, RetryOutcomes outcomes, RetryJobSender sender, ICommitter committer,
    TimeProvider time)
{
    /// <summary>Does whatever can be done now.</summary>
    /// <returns>Whether any results have come, so that more may soon be sent.</returns>
    public async Task<bool> WorkAsync(Guid retryJobId, RetryRate pace, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var settled = await outcomes.SettleAsync(context, retryJobId, time.GetStorableUtcNow(), cancellationToken);
        var reader = new RetryJobReader(context);
        var progress = await reader.FindAsync(retryJobId, cancellationToken);
        if (progress is { Job.State: RetryJobState.Running } && HasFailedTooOften(progress))
        {
            await StopAsync(progress, cancellationToken);
            progress = await reader.FindAsync(retryJobId, cancellationToken);
        }

        if (progress is null)
            return false;
        if (progress.Job.State == RetryJobState.Running && progress.Of(RetryItemState.Waiting) > 0)
            await sender.SendAsync(context, progress, pace, cancellationToken);
        else if (progress.Of(RetryItemState.Sent) == 0)
            await CloseAsync(context, progress.Job, cancellationToken);
        return settled > 0;
    }

    private static bool HasFailedTooOften(RetryJobProgress progress) =>
        progress.Job.StopAfter is { } most && RetryWindow.FailuresOf(progress) >= most;

    private Task<CommitOutcome> StopAsync(RetryJobProgress progress, CancellationToken cancellationToken)
    {
        var failed = RetryWindow.FailuresOf(progress);
        var letters = failed == 1 ? "dead letter has" : "dead letters have";
        var reason = FormattableString.Invariant(
            $"{failed} {letters} failed again; the job was to stop at {progress.Job.StopAfter}.");
        return committer.CommitAsync(
            units.Change(progress, RetryJobState.Stopped, AuditActions.JobStopped, AuditedBy.Service(reason)), cancellationToken);
    }

    // Somebody may resume it at the same moment: then its state is a different one, and it is not closed.
    internal Task<int> CloseAsync(DbContext context, RetryJob job, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        var jobs = context.Set<RetryJob>().Where(row => row.RetryJobId == job.RetryJobId && row.State == job.State);
        return job.State == RetryJobState.Running
            ? jobs.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, RetryJobState.Completed).SetProperty(row => row.IsOpen, false)
                    .SetProperty(row => row.EndedAt, now),
                cancellationToken)
            : jobs.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsOpen, false), cancellationToken);
    }
}
