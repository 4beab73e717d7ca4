using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary><c>GET /operations/alerts/export</c>.</summary>
internal static class ExportAlertsEndpoint
{
    // So many secrets are looked for at a time.
    private const int AtATime = 100;

    /// <summary>Export stuck sagas</summary>
    /// <remarks>
    /// Group by group, as they are on the page: the sagas stuck longest first, 5,000 at most, with what they are about and their
    /// last error. What is masked for the caller is masked here, too. In CSV, a cell that a spreadsheet would take for a formula
    /// begins with an apostrophe.
    /// </remarks>
    /// <param name="status">Which alerts: `open` (the default), `acknowledged`, or `all` that are not closed.</param>
    /// <param name="format">`ndjson` (one JSON object per line, the default) or `csv`.</param>
    /// <param name="bom">`true` lets a CSV file begin with a byte-order mark.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="mask">Hides secrets in notes.</param>
    /// <param name="secrets">Finds the secrets of sagas.</param>
    /// <param name="time">The clock.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The stuck sagas.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        string? status, string? format, string? bom, StuckGroups groups, AlertRedactor mask, SecretsOfSagas secrets,
        TimeProvider time, HttpContext http)
    {
        var errors = new FieldErrors();
        if (!AlertGroupsEndpoint.TryRead(status, out var wanted))
            errors.Add("status", "Must be open, acknowledged or all.");
        var export = ListExport.Read(format, bom, errors);
        return errors.Any
            ? errors.ToProblem()
            : export.Write(ReadAsync(groups, wanted, mask, secrets, time.GetUtcNow(), http), http);
    }

    private static async IAsyncEnumerable<StuckSagaView> ReadAsync(
        StuckGroups groups, AlertStatus? wanted, AlertRedactor mask, SecretsOfSagas secrets, DateTimeOffset now, HttpContext http,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var some in (await groups.ReadAsync(http, wanted)).SelectMany(group => group.Sagas).Chunk(AtATime))
        {
            var alerts = await mask.ForAsync(http, [.. some.Select(saga => saga.Alert)]);
            var hidden = http.MaySeeSecrets()
                ? null
                : await secrets.FindAsync(some.Select(saga => saga.Alert.SagaId), cancellationToken);
            foreach (var (saga, alert) in some.Zip(alerts))
                yield return StuckSagaView.Of(
                    alert, saga,
                    hidden is null ? saga.Error : ShownTexts.Of(saga.Error, hidden.GetValueOrDefault(alert.SagaId)), now);
        }
    }

    /// <summary>A stuck saga in a line.</summary>
    /// <param name="SagaType">Its type.</param>
    /// <param name="SagaId">Its id.</param>
    /// <param name="State">The state that it is stuck in.</param>
    /// <param name="Since">When it entered the state, UTC.</param>
    /// <param name="Party">Whom it is for; null if that is not known.</param>
    /// <param name="Amount">What is at stake; null if that is not known.</param>
    /// <param name="Currency">The ISO 4217 code of the amount's currency.</param>
    /// <param name="LastError">Its last error; null if nothing has failed.</param>
    /// <param name="Status">Whether its alert is open or acknowledged.</param>
    /// <param name="AcknowledgedBy">Who acknowledged it last; null if nobody has.</param>
    /// <param name="Note">What they said about it.</param>
    /// <param name="RemindAt">When the alert is open again, UTC; null for never.</param>
    /// <param name="AlertId">The alert.</param>
    internal sealed record StuckSagaView(
        string SagaType, Guid SagaId, string State, DateTimeOffset Since, string? Party, decimal? Amount, string? Currency,
        string? LastError,
        [property: JsonConverter(typeof(JsonStringEnumConverter<AlertStatus>))]
        AlertStatus Status,
        string? AcknowledgedBy, string? Note, DateTimeOffset? RemindAt, Guid AlertId)
    {
        internal static StuckSagaView Of(SagaAlert alert, StuckMember saga, string? error, DateTimeOffset now) => new(
            alert.SagaType, alert.SagaId, alert.State, alert.Since, saga.Summary?.Party, saga.Summary?.Amount,
            saga.Summary?.Currency, error, alert.StatusAt(now), alert.AcknowledgedBy, alert.Note, alert.RemindAt, alert.AlertId);
    }
}
