using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>
/// Makes sure that only one instance works on a job at a time. A lease that has not been renewed is taken over by the next
/// instance that looks. Leases are not what prevents sending twice: sending removes the dead letter's row, and there is only one.
/// </summary>
internal sealed class RetryJobLeases(DurableDatabase database, TimeProvider time)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Guid _instance = Guid.NewGuid();

    /// <summary>Finds jobs with something to do that nobody else is working on.</summary>
    public async Task<List<Guid>> FindAsync(DbContext context, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        return await context.Set<RetryJob>().AsNoTracking()
            .Where(job => job.IsOpen && (job.LeasedUntil == null || job.LeasedUntil < now || job.LeasedBy == _instance))
            .OrderBy(job => job.StartedAt).Select(job => job.RetryJobId).ToListAsync(cancellationToken);
    }

    /// <summary>Takes or renews the lease of a job.</summary>
    /// <returns>False if another instance was faster.</returns>
    public async Task<bool> TryTakeAsync(DbContext context, Guid retryJobId, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        var until = now + Lease;
        return await context.Set<RetryJob>()
            .Where(job =>
                job.RetryJobId == retryJobId && (job.LeasedUntil == null || job.LeasedUntil < now || job.LeasedBy == _instance))
            .ExecuteUpdateAsync(
                set => set.SetProperty(job => job.LeasedBy, _instance).SetProperty(job => job.LeasedUntil, until),
                cancellationToken) == 1;
    }

    /// <summary>Releases all leases, so that other instances need not wait for them to expire.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        await context.Set<RetryJob>().Where(job => job.IsOpen && job.LeasedBy == _instance)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.LeasedUntil, (DateTimeOffset?)null), cancellationToken);
    }
}
