using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>
/// No message stays in the outbox for longer than its lease plus a minute, and no timer for that long after it was due. Where
/// the transport keeps nothing, messages wait in the outbox until they are handled; in that case the check is whether their
/// leases are still being renewed.
/// </summary>
/// <param name="options">The lease, and whether the transport keeps messages.</param>
public class OutboxCheck(IOptions<DurabilityOptions> options) : IInvariantCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var rows = snapshot.Database.Set<OutboxMessage>().AsNoTracking();
        var oldest = snapshot.At - options.Value.OutboxLease - Patience;
        var unseen = options.Value.DatabaseIsQueueOfRecord ? snapshot.At - Patience : DateTimeOffset.MaxValue;
        var late = rows
            .Where(row => row.DueAt == null ? row.CreatedAt < oldest : row.DueAt < oldest)
            .OrderBy(row => row.OutboxId)
            .Select(row => new { row.OutboxId, row.MessageTypes, row.SagaId, row.CreatedAt, row.DueAt, row.VisibleAt });
        await foreach (var row in late.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.VisibleAt >= unseen)
                continue;
            var since = row.DueAt is { } dueAt ? $"has been due since {dueAt:O}" : $"has waited since {row.CreatedAt:O}";
            findings.Violate(
                row.OutboxId, $"{row.MessageTypes.Split(';')[0]}{(row.SagaId is { } saga ? $" of {saga}" : "")} {since}");
        }

        findings.Count("messages in the outbox", await rows.LongCountAsync(row => row.DueAt == null, cancellationToken));
        findings.Count("timers", await rows.LongCountAsync(row => row.DueAt != null, cancellationToken));
    }
}
