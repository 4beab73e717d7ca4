using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Alerts;

/// <summary>Acknowledges alerts, and takes that back.</summary>
internal sealed class AlertService(DbContext db, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>How many alerts are acknowledged at once.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>
    /// Notes that somebody takes care of sagas that are stuck, and records who, why and until when, in one transaction. Alerts
    /// that are acknowledged already, or closed, stay as they are.
    /// </summary>
    /// <param name="alertIds">The alerts, at most <see cref="MostAtOnce"/>.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="remindAt">When the alerts are open again if the sagas are still stuck by then; null for never.</param>
    /// <param name="cancellationToken">Cancels the operation, unless it is already being stored.</param>
    /// <returns>What became of each.</returns>
    public Task<ChangedAlerts> AcknowledgeAsync(
        IReadOnlyCollection<Guid> alertIds, AuditedBy by, DateTimeOffset? remindAt, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        return ChangeAsync(
            alertIds, by, "alert.acknowledge", AlertStatus.Open, now,
            alert =>
            {
                alert.AcknowledgedAt = now;
                alert.AcknowledgedBy = by.Actor.ToStorable(AuditEntry.LongestActor);
                alert.RemindAt = remindAt?.ToStorable();
                alert.Note = by.Reason?.ToStorable(SagaAlertMap.NoteLength);
            },
            cancellationToken);
    }

    /// <summary>Opens alerts again that somebody has acknowledged.</summary>
    /// <param name="alertIds">The alerts.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless it is already being stored.</param>
    /// <returns>What became of each.</returns>
    public Task<ChangedAlerts> OpenAgainAsync(
        IReadOnlyCollection<Guid> alertIds, AuditedBy by, CancellationToken cancellationToken) =>
        ChangeAsync(
            alertIds, by, "alert.unacknowledge", AlertStatus.Acknowledged, time.GetStorableUtcNow(),
            alert => (alert.AcknowledgedAt, alert.AcknowledgedBy, alert.RemindAt, alert.Note) = (null, null, null, null),
            cancellationToken);

    private async Task<ChangedAlerts> ChangeAsync(
        IReadOnlyCollection<Guid> alertIds, AuditedBy by, string action, AlertStatus expected, DateTimeOffset now,
        Action<SagaAlert> change, CancellationToken cancellationToken)
    {
        var found = await AlertReader.FindAsync(db, alertIds, cancellationToken);
        var changed = found.FindAll(alert => alert.StatusAt(now) == expected);
        foreach (var alert in changed)
        {
            var before = new { alert.SagaType, alert.State, alert.Since, alert.AcknowledgedBy, alert.Note };
            change(alert);
            db.Add(AuditEntry.New(
                time, by, action, ("alert", alert.AlertId.ToString("D")), alert.SagaId, before,
                after: alert.RemindAt is { } at ? new { RemindAt = at } : null));
        }

        var isDone = changed.Count == 0 || await unitOfWork.CommitAsync(cancellationToken) == CommitOutcome.Committed;
        var ids = isDone ? changed.Select(alert => alert.AlertId).ToHashSet() : [];
        var unknown = alertIds.Except(found.Select(alert => alert.AlertId)).ToList();
        var left = alertIds.Distinct().Where(id => !ids.Contains(id)).Except(unknown);
        return new ChangedAlerts([.. ids], [.. left], unknown);
    }
}

/// <summary>What became of alerts that somebody wanted to change.</summary>
/// <param name="Changed">Those that were changed.</param>
/// <param name="Left">Those that were no longer as expected: somebody else was first, or the saga has moved on.</param>
/// <param name="Unknown">Those that there are not.</param>
internal sealed record ChangedAlerts(IReadOnlyList<Guid> Changed, IReadOnlyList<Guid> Left, IReadOnlyList<Guid> Unknown);
