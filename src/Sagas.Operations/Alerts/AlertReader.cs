using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Operations.Alerts;

/// <summary>Reads alerts. What is not closed is bounded, so it is read and sorted without an index of its own.</summary>
internal static class AlertReader
{
    /// <summary>Reads alerts of a status: those stuck longest, or the most recently closed ones.</summary>
    public static async Task<IReadOnlyList<SagaAlert>> ReadAsync(
        DbContext db, AlertStatus status, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var alerts = db.Set<SagaAlert>().AsNoTracking().Where(Is(status, now));
        return await (status == AlertStatus.Closed
            ? alerts.OrderByDescending(alert => alert.ClosedAt)
            : alerts.OrderBy(alert => alert.Since))
            .ThenBy(alert => alert.AlertId).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Reads all alerts about sagas that are still stuck, whether somebody has acknowledged them or not.</summary>
    public static async Task<IReadOnlyList<SagaAlert>> ReadStuckAsync(
        DbContext db, int limit, CancellationToken cancellationToken) =>
        await db.Set<SagaAlert>().AsNoTracking().Where(alert => alert.ClosedAt == null)
            .OrderBy(alert => alert.Since).ThenBy(alert => alert.AlertId).Take(limit).ToListAsync(cancellationToken);

    /// <summary>Reads the oldest alerts about sagas of a type that are still stuck, to be changed.</summary>
    public static Task<List<SagaAlert>> ReadStuckAsync(
        DbContext db, string sagaType, int limit, CancellationToken cancellationToken) =>
        db.Set<SagaAlert>().Where(alert => alert.ClosedAt == null && alert.SagaType == sagaType)
            .OrderBy(alert => alert.OpenedAt).Take(limit).ToListAsync(cancellationToken);

    /// <summary>Reads the alerts about a saga that are not closed.</summary>
    public static async Task<IReadOnlyList<SagaAlert>> ReadStuckOfAsync(
        DbContext db, string sagaType, Guid sagaId, CancellationToken cancellationToken) =>
        await db.Set<SagaAlert>().AsNoTracking()
            .Where(alert => alert.SagaId == sagaId && alert.SagaType == sagaType && alert.ClosedAt == null)
            .ToListAsync(cancellationToken);

    /// <summary>Reads alerts, to be changed.</summary>
    public static Task<List<SagaAlert>> FindAsync(
        DbContext db, IReadOnlyCollection<Guid> alertIds, CancellationToken cancellationToken) =>
        db.Set<SagaAlert>().Where(alert => alertIds.Contains(alert.AlertId)).ToListAsync(cancellationToken);

    /// <summary>Counts the alerts that are not closed, by saga, state, and whether somebody has acknowledged them.</summary>
    public static async Task<IReadOnlyList<AlertCount>> CountStuckAsync(
        DbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Set<SagaAlert>().Where(alert => alert.ClosedAt == null)
            .GroupBy(alert => new { alert.SagaType, alert.State })
            .Select(same => new AlertCount(
                same.Key.SagaType, same.Key.State, same.LongCount(),
                same.Sum(alert => alert.AcknowledgedAt != null && (alert.RemindAt == null || alert.RemindAt > now) ? 1L : 0L)))
            .ToListAsync(cancellationToken);

    /// <summary>Finds out which alerts there have been about some sagas.</summary>
    public static async Task<ILookup<Guid, KnownAlert>> ReadKnownAsync(
        DbContext db, string sagaType, IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken)
    {
        var known = await db.Set<SagaAlert>().AsNoTracking()
            .Where(alert => sagaIds.Contains(alert.SagaId) && alert.SagaType == sagaType)
            .Select(alert => new
            {
                alert.SagaId,
                Alert = new KnownAlert(
                    alert.AlertId, alert.State, alert.SagaVersion, alert.Since, alert.ClosedAt == null,
                    alert.AcknowledgedBy != null && alert.AcknowledgedAt == null),
            })
            .ToListAsync(cancellationToken);
        return known.ToLookup(alert => alert.SagaId, alert => alert.Alert);
    }

    private static Expression<Func<SagaAlert, bool>> Is(AlertStatus status, DateTimeOffset now) => status switch
    {
        AlertStatus.Closed => alert => alert.ClosedAt != null,
        AlertStatus.Acknowledged => alert =>
            alert.ClosedAt == null && alert.AcknowledgedAt != null && (alert.RemindAt == null || alert.RemindAt > now),
        _ => alert => alert.ClosedAt == null && (alert.AcknowledgedAt == null || alert.RemindAt <= now),
    };
}

/// <summary>How many sagas are stuck in a state.</summary>
/// <param name="SagaType">Their type.</param>
/// <param name="State">The state.</param>
/// <param name="Stuck">All of them.</param>
/// <param name="Acknowledged">Those whose alerts somebody has acknowledged.</param>
internal sealed record AlertCount(string SagaType, string State, long Stuck, long Acknowledged);

/// <summary>What the watch has to know of an alert that there has been.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="State">The state.</param>
/// <param name="SagaVersion">The version with which the saga entered it, or a later one.</param>
/// <param name="Since">When it did, or some time later.</param>
/// <param name="IsStuck">Whether it is not closed.</param>
/// <param name="IsSettled">Whether it was closed by somebody rather than by the saga.</param>
internal sealed record KnownAlert(
    Guid AlertId, string State, int SagaVersion, DateTimeOffset Since, bool IsStuck, bool IsSettled);
