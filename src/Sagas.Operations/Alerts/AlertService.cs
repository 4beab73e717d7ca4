using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Alerts;

/// <summary>Acknowledges alerts.</summary>
internal sealed class AlertService(DbContext db, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Closes an alert, and records who did so and why, in one transaction.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless it is already being stored.</param>
    /// <returns>Whether it was open; null if there is none.</returns>
    public async Task<bool?> AcknowledgeAsync(Guid alertId, AuditedBy by, CancellationToken cancellationToken)
    {
        if (await AlertReader.FindAsync(db, alertId, cancellationToken) is not { } alert)
            return null;
        if (alert.ClosedAt is not null)
            return false;

        alert.ClosedAt = time.GetStorableUtcNow();
        alert.AcknowledgedBy = by.Actor.ToStorable(AuditEntry.LongestActor);
        alert.Note = by.Reason?.ToStorable(SagaAlertMap.NoteLength);
        db.Add(AuditEntry.New(
            time, by, "alert.acknowledge", ("alert", alertId.ToString("D")), alert.SagaId,
            before: new { alert.SagaType, alert.State, alert.Since }));
        return await unitOfWork.CommitAsync(cancellationToken) == CommitOutcome.Committed;
    }
}
