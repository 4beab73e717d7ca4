using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Databases;

/// <summary>Removes rows that have grown old, in batches small enough to be in nobody's way.</summary>
internal sealed class OldRows(DurableDatabase database, TimeProvider time)
{
    private const int BatchSize = 1_000;

    private readonly BackgroundPace _pace = new(time);

    /// <summary>Removes all that are older than a point in time.</summary>
    /// <param name="table">The table.</param>
    /// <param name="property">What says how old a row is; have an index on it.</param>
    /// <param name="before">The point in time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RemoveAsync(StoredTable table, string property, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (count, removed) = (0, BatchSize);
        while (removed == BatchSize)
            count += removed = await _pace.DoAsync(() => RemoveBatchAsync(table, table[property], before, cancellationToken), cancellationToken);
        return count;
    }

    private async Task<int> RemoveBatchAsync(StoredTable table, StoredColumn age, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        using var turn = await database.TakeWriterTurnAsync(cancellationToken);
        return await context.Database.ExecuteSqlRawAsync(
            database.Dialect.RemoveOld(table, age), [age.ToStored(before)!, BatchSize], cancellationToken);
    }
}
