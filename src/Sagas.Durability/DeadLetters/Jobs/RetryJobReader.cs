using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>Reads retry jobs.</summary>
/// <param name="context">The database.</param>
public class RetryJobReader(DbContext context)
{
    private static readonly KeysetPager<RetryJob> Newest = new(job => job.StartedAt, job => job.RetryJobId);

    /// <summary>Reads a page, the newest job first.</summary>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The page.</returns>
    public async Task<Page<RetryJobProgress>> ReadAsync(PagePosition? after, int limit, CancellationToken cancellationToken)
    {
        var page = await Newest.ReadAsync(
            context.Set<RetryJob>().AsNoTracking(), contains: null, after, limit, cancellationToken);
        return new Page<RetryJobProgress>(await CountAsync(page.Items, cancellationToken), page.Next);
    }

    /// <summary>Reads one job.</summary>
    /// <param name="retryJobId">Its id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The job; null if there is none.</returns>
    public async Task<RetryJobProgress?> FindAsync(Guid retryJobId, CancellationToken cancellationToken)
    {
        var job = await context.Set<RetryJob>().AsNoTracking()
            .SingleOrDefaultAsync(job => job.RetryJobId == retryJobId, cancellationToken);
        return job is null ? null : (await CountAsync([job], cancellationToken))[0];
    }

    /// <summary>Reads some jobs, in no particular order.</summary>
    internal async Task<IReadOnlyList<RetryJobProgress>> FindAsync(
        IReadOnlyCollection<Guid> retryJobIds, CancellationToken cancellationToken) => retryJobIds.Count == 0
        ? []
        : await CountAsync(
            await context.Set<RetryJob>().AsNoTracking().Where(job => retryJobIds.Contains(job.RetryJobId))
                .ToListAsync(cancellationToken),
            cancellationToken);

    /// <summary>Counts what is left to do for each queue.</summary>
    internal Task<List<RetryJobQueue>> QueuesAsync(Guid retryJobId, CancellationToken cancellationToken) =>
        context.Set<RetryJobItem>().AsNoTracking()
            .Where(item => item.RetryJobId == retryJobId
                && (item.State == RetryItemState.Waiting || item.State == RetryItemState.Sent))
            .GroupBy(item => item.Endpoint)
            .OrderBy(same => same.Key)
            .Select(same => new RetryJobQueue(
                same.Key, same.Count(item => item.State == RetryItemState.Waiting),
                same.Count(item => item.State == RetryItemState.Sent)))
            .ToListAsync(cancellationToken);

    /// <summary>Counts the jobs.</summary>
    /// <param name="most">How many are counted at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal Task<long> CountAsync(int most, CancellationToken cancellationToken) =>
        context.Set<RetryJob>().Select(job => job.RetryJobId).Take(most).LongCountAsync(cancellationToken);

    private async Task<IReadOnlyList<RetryJobProgress>> CountAsync(
        IReadOnlyList<RetryJob> jobs, CancellationToken cancellationToken)
    {
        var ids = jobs.Select(job => job.RetryJobId).ToList();
        var counts = await context.Set<RetryJobItem>().AsNoTracking()
            .Where(item => ids.Contains(item.RetryJobId))
            .GroupBy(item => new { item.RetryJobId, item.State })
            .Select(same => new { same.Key.RetryJobId, same.Key.State, Count = same.Count() })
            .ToListAsync(cancellationToken);
        var byJob = counts.ToLookup(count => count.RetryJobId);
        return [.. jobs.Select(
            job => new RetryJobProgress(job, byJob[job.RetryJobId].ToDictionary(count => count.State, count => count.Count)))];
    }
}
