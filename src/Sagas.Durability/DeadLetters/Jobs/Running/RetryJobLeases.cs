using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>
/// Sees to it that one instance works on a job at a time. A lease that nobody has renewed is taken over by whoever looks next.
/// That it holds is not what keeps a letter from being sent twice: a letter goes with its row, of which there is one.
/// </summary>
internal sealed class RetryJobLeases(DurableDatabase database, TimeProvider time)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Guid _instance = Guid.NewGuid();

    /// <summary>Jobs with something to do that nobody else works on.</summary>
    public async Task<List<Guid>> FindAsync(DbContext context, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        return await context.Set<RetryJob>().AsNoTracking()
            .Where(job => job.IsOpen && (job.LeasedUntil == null || job.LeasedUntil < now || job.LeasedBy == _instance))
            .OrderBy(job => job.StartedAt).Select(job => job.RetryJobId).ToListAsync(cancellationToken);
    }

    /// <summary>Takes a job, or keeps it.</summary>
    /// <returns>False if somebody else was faster.</returns>
    public async Task<bool> TryTakeAsync(DbContext context, Guid retryJobId, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        var until = now + Lease;
        return await context.Set<RetryJob>()
            .Where(job => job.RetryJobId == retryJobId && (job.LeasedUntil == null || job.LeasedUntil < now || job.LeasedBy == _instance))
            .ExecuteUpdateAsync(
                set => set.SetProperty(job => job.LeasedBy, _instance).SetProperty(job => job.LeasedUntil, until), cancellationToken) == 1;
    }

    /// <summary>Gives all back, so that another instance need not wait.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        await context.Set<RetryJob>().Where(job => job.IsOpen && job.LeasedBy == _instance)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.LeasedUntil, (DateTimeOffset?)null), cancellationToken);
    }
}
