using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Retention;

/// <summary>Removes old rows, in batches small enough not to get in anybody's way.</summary>
internal sealed class ExpiredRows(DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time)
{
    private const int BatchSize = 1_000;

    private readonly Throttle _pace = new(time);

    /// <summary>Removes them periodically, every <see cref="DurabilityOptions.InboxCleanupInterval"/>.</summary>
    /// <param name="what">What the rows are called in the log.</param>
    /// <param name="age">The column that says how old a row is; it should have an index.</param>
    /// <param name="kept">How long a row is kept.</param>
    /// <param name="logger">The log.</param>
    /// <param name="stoppingToken">Stops the removal.</param>
    public async Task KeepRemovingAsync(
        string what, (StoredTable Table, string Property) age, TimeSpan kept, ILogger logger, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.InboxCleanupInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var count = await RemoveAsync(age.Table, age.Table[age.Property], time.GetStorableUtcNow() - kept, stoppingToken);
                logger.LogDebug("{Count} {What} were removed", count, what);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Old {What} could not be removed; will try again", what);
            }
        }
    }

    private async Task<int> RemoveAsync(
        StoredTable table, StoredColumn age, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (count, removed) = (0, BatchSize);
        while (removed == BatchSize)
            count += removed = await _pace.DoAsync(
                () => RemoveBatchAsync(table, age, before, cancellationToken), cancellationToken);
        return count;
    }

    private async Task<int> RemoveBatchAsync(
        StoredTable table, StoredColumn age, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        using var turn = await database.TakeWriteLockAsync(cancellationToken);
        return await context.Database.ExecuteSqlRawAsync(
            database.Dialect.RemoveOld(table, age), [age.ToStored(before)!, BatchSize], cancellationToken);
    }
}
