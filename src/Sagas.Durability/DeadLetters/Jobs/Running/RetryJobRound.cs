using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>One round of work on a job: record the results of what was sent, and send what may be sent by now.</summary>
internal sealed class RetryJobRound(
    DurableDatabase database, RetryJobCommands units, RetryOutcomes outcomes, ICommitter committer, TimeProvider time)
{
    /// <summary>
    /// How many messages without a result may be outstanding: more would only wait in their queues, and could not be held back
    /// when too many fail.
    /// </summary>
    public const int MostUnderWay = 1_000;

    private const int SentAtATime = 100;

    /// <summary>Does whatever can be done now.</summary>
    public async Task WorkAsync(Guid retryJobId, RetryRate pace, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        await outcomes.SettleAsync(context, retryJobId, time.GetStorableUtcNow(), cancellationToken);
        var reader = new RetryJobReader(context);
        var progress = await reader.FindAsync(retryJobId, cancellationToken);
        if (progress is { Job.State: RetryJobState.Running } && HasFailedTooOften(progress))
        {
            await StopAsync(progress, cancellationToken);
            progress = await reader.FindAsync(retryJobId, cancellationToken);
        }

        if (progress is null)
            return;
        if (progress.Job.State == RetryJobState.Running && progress.Of(RetryItemState.Waiting) > 0)
            await SendAsync(context, progress, pace, cancellationToken);
        else if (progress.Of(RetryItemState.Sent) == 0)
            await CloseAsync(context, progress.Job, cancellationToken);
    }

    private static bool HasFailedTooOften(RetryJobProgress progress) =>
        progress.Job.StopAfter is { } most && progress.Of(RetryItemState.FailedAgain) - progress.Job.Forgiven >= most;

    private Task<CommitOutcome> StopAsync(RetryJobProgress progress, CancellationToken cancellationToken)
    {
        var reason = FormattableString.Invariant(
            $"{progress.Of(RetryItemState.FailedAgain) - progress.Job.Forgiven} dead letters have failed again; the job was to stop at {progress.Job.StopAfter}.");
        return committer.CommitAsync(
            units.Change(progress, RetryJobState.Stopped, AuditActions.JobStopped, AuditedBy.Service(reason)), cancellationToken);
    }

    private async Task SendAsync(
        DbContext context, RetryJobProgress progress, RetryRate pace, CancellationToken cancellationToken)
    {
        var room = Math.Min(progress.Of(RetryItemState.Waiting), MostUnderWay - progress.Of(RetryItemState.Sent));
        var left = pace.Take(time.GetUtcNow(), Math.Max(0, room));
        while (left > 0)
        {
            var count = Math.Min(left, SentAtATime);
            await SendSomeAsync(context, progress.Job, count, cancellationToken);
            left -= count;
            // If somebody has paused it in the meantime, sending must stop.
            if (left > 0 && !await IsRunningAsync(context, progress.Job.RetryJobId, cancellationToken))
                return;
        }
    }

    internal static async Task<bool> IsRunningAsync(DbContext context, Guid retryJobId, CancellationToken cancellationToken) =>
        await context.Set<RetryJob>()
            .LongCountAsync(job => job.RetryJobId == retryJobId && job.State == RetryJobState.Running, cancellationToken) > 0;

    internal async Task SendSomeAsync(DbContext context, RetryJob job, int count, CancellationToken cancellationToken)
    {
        var ids = await context.Set<RetryJobItem>().AsNoTracking()
            .Where(item => item.RetryJobId == job.RetryJobId && item.State == RetryItemState.Waiting)
            .OrderBy(item => item.DeadAt).Take(count).Select(item => item.DeadLetterId).ToListAsync(cancellationToken);
        var deadLetters = await context.Set<DeadLetter>().AsNoTracking()
            .Where(deadLetter => ids.Contains(deadLetter.DeadLetterId)).ToListAsync(cancellationToken);
        var sent = await Task.WhenAll(deadLetters.Select(deadLetter => TrySendAsync(job, deadLetter, cancellationToken)));
        if (deadLetters.Count < ids.Count || sent.Contains(false))
            await NoteGoneAsync(context, job.RetryJobId, ids, cancellationToken);
    }

    private async Task<bool> TrySendAsync(RetryJob job, DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        if (await committer.CommitAsync(units.Send(job, deadLetter), cancellationToken) != CommitOutcome.Committed)
            return false;
        DurabilityMetrics.LettersRetried.Add(1, new KeyValuePair<string, object?>("endpoint", deadLetter.Endpoint));
        return true;
    }

    internal static Task<int> NoteGoneAsync(
        DbContext context, Guid retryJobId, List<Guid> ids, CancellationToken cancellationToken)
    {
        var deadLetters = context.Set<DeadLetter>();
        return context.Set<RetryJobItem>()
            .Where(item => item.RetryJobId == retryJobId && ids.Contains(item.DeadLetterId)
                && item.State == RetryItemState.Waiting
                && !deadLetters.Any(deadLetter => deadLetter.DeadLetterId == item.DeadLetterId))
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.State, RetryItemState.Gone), cancellationToken);
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
