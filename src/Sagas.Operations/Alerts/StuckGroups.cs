using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.Alerts;

/// <summary>Groups the sagas that are stuck by state and last error.</summary>
internal sealed class StuckGroups(DbContext db, SagaRegistry registry, SagaSummaries summaries, TimeProvider time)
{
    /// <summary>How many sagas are grouped at most: those that have been stuck longest.</summary>
    public const int Most = 5_000;

    /// <summary>Reads the groups.</summary>
    /// <param name="http">The request, whose caller may not see secrets.</param>
    /// <param name="status">Only sagas whose alerts have this status; null: all that are stuck.</param>
    /// <returns>The groups, largest first.</returns>
    public async Task<IReadOnlyList<StuckGroup>> ReadAsync(HttpContext http, AlertStatus? status)
    {
        var cancellationToken = http.RequestAborted;
        var alerts = status is { } only
            ? await AlertReader.ReadAsync(db, only, time.GetUtcNow(), Most, cancellationToken)
            : await AlertReader.ReadStuckAsync(db, Most, cancellationToken);
        var errors = await new StuckCauses(db, registry).FindAsync(alerts, cancellationToken);
        var about = await summaries.ReadAsync(http, alerts.Select(alert => (alert.SagaType, alert.SagaId)));
        return
        [
            .. alerts
                .GroupBy(alert => (
                    alert.SagaType, alert.State, Cause: errors.GetValueOrDefault(alert.AlertId)?.Cause ?? StuckCause.None))
                .Select(same => new StuckGroup(
                    same.Key.SagaType, same.Key.State, same.Key.Cause,
                    [
                        .. same.Select(alert => new StuckMember(
                            alert, about.GetValueOrDefault((alert.SagaType, alert.SagaId)),
                            errors.GetValueOrDefault(alert.AlertId)?.Text)),
                    ]))
                .OrderByDescending(group => group.Sagas.Count).ThenBy(group => group.Oldest),
        ];
    }
}
