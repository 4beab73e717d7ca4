using Microsoft.EntityFrameworkCore;

namespace Sagas.Operations.Alerts;

/// <summary>Reads alerts.</summary>
internal static class AlertReader
{
    /// <summary>Reads the oldest open alerts, or the most recently closed ones.</summary>
    public static async Task<IReadOnlyList<SagaAlert>> ReadAsync(
        DbContext db, bool closed, int limit, CancellationToken cancellationToken)
    {
        var alerts = db.Set<SagaAlert>().AsNoTracking();
        return await (closed
            ? alerts.Where(alert => alert.ClosedAt != null).OrderByDescending(alert => alert.ClosedAt)
            : alerts.Where(alert => alert.ClosedAt == null).OrderBy(alert => alert.OpenedAt))
            .Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Reads the oldest open alerts about sagas of a type, to be changed.</summary>
    public static Task<List<SagaAlert>> ReadOpenAsync(
        DbContext db, string sagaType, int limit, CancellationToken cancellationToken) =>
        db.Set<SagaAlert>().Where(alert => alert.ClosedAt == null && alert.SagaType == sagaType)
            .OrderBy(alert => alert.OpenedAt).Take(limit).ToListAsync(cancellationToken);

    /// <summary>Reads the open alerts about a saga.</summary>
    public static async Task<IReadOnlyList<SagaAlert>> ReadOpenOfAsync(
        DbContext db, string sagaType, Guid sagaId, CancellationToken cancellationToken) =>
        await db.Set<SagaAlert>().AsNoTracking()
            .Where(alert => alert.SagaId == sagaId && alert.SagaType == sagaType && alert.ClosedAt == null)
            .ToListAsync(cancellationToken);

    /// <summary>Reads an alert, to be changed.</summary>
    public static Task<SagaAlert?> FindAsync(DbContext db, Guid alertId, CancellationToken cancellationToken) =>
        db.Set<SagaAlert>().SingleOrDefaultAsync(alert => alert.AlertId == alertId, cancellationToken);

    /// <summary>Counts open alerts, by saga and state.</summary>
    public static Task<Dictionary<(string SagaType, string State), long>> CountOpenByStateAsync(
        DbContext db, CancellationToken cancellationToken) =>
        db.Set<SagaAlert>().Where(alert => alert.ClosedAt == null)
            .GroupBy(alert => new { alert.SagaType, alert.State })
            .Select(same => new { same.Key.SagaType, same.Key.State, Count = same.LongCount() })
            .ToDictionaryAsync(same => (same.SagaType, same.State), same => same.Count, cancellationToken);

    /// <summary>Finds the versions of some sagas at which there have been alerts.</summary>
    public static async Task<HashSet<(Guid SagaId, int Version)>> ReadKnownAsync(
        DbContext db, string sagaType, IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken)
    {
        var known = await db.Set<SagaAlert>().AsNoTracking()
            .Where(alert => sagaIds.Contains(alert.SagaId) && alert.SagaType == sagaType)
            .Select(alert => new { alert.SagaId, alert.SagaVersion }).ToListAsync(cancellationToken);
        return known.ConvertAll(alert => (alert.SagaId, alert.SagaVersion)).ToHashSet();
    }
}
