using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Receive;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>Sends what a job may send by now: not more than may fail, and nothing to a queue that is paused.</summary>
internal sealed class RetryJobSender(
    RetryJobCommands units, RetryJobLeases leases, IKnownPauses pauses, ICommitter committer, TimeProvider time)
{
    private const int SentAtATime = 100;

    public async Task SendAsync(
        DbContext context, RetryJobProgress progress, RetryRate pace, CancellationToken cancellationToken)
    {
        var left = pace.Take(time.GetUtcNow(), RetryWindow.RoomOf(progress));
        if (left == 0)
            return;
        var (held, tried) = await PausedAsync(context, progress.Job, cancellationToken);
        foreach (var queue in tried.Take(left))
        {
            await SendSomeAsync(context, progress.Job, count: 1, only: queue, held, cancellationToken);
            left--;
        }

        while (left > 0 && await MaySendAsync(context, progress.Job.RetryJobId, cancellationToken))
        {
            var count = Math.Min(left, SentAtATime);
            await SendSomeAsync(context, progress.Job, count, only: null, held, cancellationToken);
            left -= count;
        }
    }

    internal async Task SendSomeAsync(
        DbContext context, RetryJob job, int count, string? only, IReadOnlyList<string> held, CancellationToken cancellationToken)
    {
        var items = context.Set<RetryJobItem>().AsNoTracking()
            .Where(item => item.RetryJobId == job.RetryJobId && item.State == RetryItemState.Waiting);
        if (only is not null)
            items = items.Where(item => item.Endpoint == only);
        else if (held.Count > 0)
            items = items.Where(item => !held.Contains(item.Endpoint));
        var ids = await items.OrderBy(item => item.DeadAt).Take(count).Select(item => item.DeadLetterId)
            .ToListAsync(cancellationToken);
        var deadLetters = await context.Set<DeadLetter>().AsNoTracking()
            .Where(deadLetter => ids.Contains(deadLetter.DeadLetterId)).ToListAsync(cancellationToken);
        var sent = await Task.WhenAll(deadLetters.Select(deadLetter => TrySendAsync(job, deadLetter, cancellationToken)));
        if (deadLetters.Count < ids.Count || sent.Contains(false))
            await NoteGoneAsync(context, job.RetryJobId, ids, cancellationToken);
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

    // Somebody may have paused it in the meantime, or another process has taken it over and counts on its own.
    internal async Task<bool> MaySendAsync(DbContext context, Guid retryJobId, CancellationToken cancellationToken) =>
        await leases.TryTakeAsync(context, retryJobId, cancellationToken)
        && await context.Set<RetryJob>()
            .LongCountAsync(job => job.RetryJobId == retryJobId && job.State == RetryJobState.Running, cancellationToken) > 0;

    /// <summary>The paused queues to which nothing more is sent, and those of them that need a message to be tried.</summary>
    private async Task<(IReadOnlyList<string> Held, IReadOnlyList<string> Tried)> PausedAsync(
        DbContext context, RetryJob job, CancellationToken cancellationToken)
    {
        var paused = await pauses.ReadAsync(context, cancellationToken);
        if (paused.Count == 0)
            return ([], []);
        var now = time.GetUtcNow();
        var queues = await new RetryJobReader(context).QueuesAsync(job.RetryJobId, cancellationToken);
        var tried = queues.Where(queue =>
            queue.Waiting > 0 && paused.TryGetValue(queue.Endpoint, out var until) && !queue.IsHeld(until, now));
        return ([.. paused.Keys], [.. tried.Select(queue => queue.Endpoint)]);
    }

    private async Task<bool> TrySendAsync(RetryJob job, DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        if (await committer.CommitAsync(units.Send(job, deadLetter), cancellationToken) != CommitOutcome.Committed)
            return false;
        DurabilityMetrics.LettersRetried.Add(1, new KeyValuePair<string, object?>("endpoint", deadLetter.Endpoint));
        return true;
    }
}
