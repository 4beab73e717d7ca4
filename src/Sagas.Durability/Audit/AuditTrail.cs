using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Audit;

/// <summary>Reads the audit trail. Entries are added to the context whose unit of work performs the action.</summary>
/// <param name="context">The database.</param>
public class AuditTrail(DbContext context)
{
    private static readonly KeysetPager<AuditEntry> Newest = new(entry => entry.At, entry => entry.AuditEntryId);

    /// <summary>Reads a page, the newest entry first.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The page.</returns>
    public Task<Page<AuditEntry>> ReadAsync(
        AuditQuery filter, PagePosition? after, int limit, CancellationToken cancellationToken) =>
        filter is { Text: not null, StillFound: { } stillFound }
            ? Newest.ReadShownAsync(filter.Query(context), filter.Contains(), stillFound, after, limit, cancellationToken)
            : Newest.ReadAsync(filter.Query(context), filter.Contains(), after, limit, cancellationToken);

    /// <summary>Counts entries that a query without words finds.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="most">How many are counted at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal Task<long> CountAsync(AuditQuery filter, int most, CancellationToken cancellationToken) =>
        filter.Query(context).Select(entry => entry.AuditEntryId).Take(most).LongCountAsync(cancellationToken);

    /// <summary>Reads what was done to some sagas, the newest first.</summary>
    /// <param name="sagaIds">The sagas.</param>
    /// <param name="limit">How many entries at most, of all of them together.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The entries.</returns>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(
        IReadOnlyCollection<Guid> sagaIds, int limit, CancellationToken cancellationToken)
    {
        var newest = context.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SagaId != null && sagaIds.Contains(entry.SagaId.Value))
            .OrderByDescending(entry => entry.At);
        return await newest.Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Reads one entry.</summary>
    /// <param name="auditEntryId">Its id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The entry; null if there is none.</returns>
    public Task<AuditEntry?> FindAsync(Guid auditEntryId, CancellationToken cancellationToken) =>
        context.Set<AuditEntry>().AsNoTracking()
            .SingleOrDefaultAsync(entry => entry.AuditEntryId == auditEntryId, cancellationToken);
}
