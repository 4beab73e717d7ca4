using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>The leases of outbox rows that this process has taken.</summary>
internal sealed class OutboxLeases(DurableDatabase database, TimeProvider time)
{
    private const int BatchSize = 100;

    /// <summary>Releases them, so that another instance need not wait for them to expire.</summary>
    public async Task EndAsync(IEnumerable<Guid> outboxIds, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var now = time.GetStorableUtcNow();
        foreach (var some in outboxIds.Chunk(BatchSize))
        {
            await context.Set<OutboxMessage>().Where(message => some.Contains(message.OutboxId))
                .ExecuteUpdateAsync(set => set.SetProperty(message => message.VisibleAt, now), cancellationToken);
        }
    }
}
