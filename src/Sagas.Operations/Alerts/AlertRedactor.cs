using Sagas.Operations.Redaction;

namespace Sagas.Operations.Alerts;

/// <summary>Shows what people have noted about alerts to callers who may not see secrets: without those of the saga.</summary>
/// <param name="sagas">Finds what sagas hide.</param>
internal sealed class AlertRedactor(SecretsOfSagas sagas)
{
    /// <summary>Alerts as the caller may see them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="alerts">The alerts.</param>
    /// <returns>The same, or copies without secrets.</returns>
    public async Task<IReadOnlyList<SagaAlert>> ForAsync(HttpContext http, IReadOnlyList<SagaAlert> alerts)
    {
        if (http.MaySeeSecrets())
            return alerts;
        var known = await sagas.FindAsync(
            alerts.Where(alert => alert.Note is not null).Select(alert => alert.SagaId), http.RequestAborted);
        return
        [
            .. alerts.Select(alert => new SagaAlert
            {
                AlertId = alert.AlertId,
                SagaType = alert.SagaType,
                SagaId = alert.SagaId,
                SagaVersion = alert.SagaVersion,
                State = alert.State,
                Since = alert.Since,
                OpenedAt = alert.OpenedAt,
                ClosedAt = alert.ClosedAt,
                AcknowledgedBy = alert.AcknowledgedBy,
                AcknowledgedAt = alert.AcknowledgedAt,
                RemindAt = alert.RemindAt,
                MovedTo = alert.MovedTo,
                MovedAt = alert.MovedAt,
                Note = ShownTexts.Of(alert.Note, known.GetValueOrDefault(alert.SagaId)),
            }),
        ];
    }
}
