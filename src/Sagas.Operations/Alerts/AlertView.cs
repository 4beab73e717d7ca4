using System.Text.Json.Serialization;

namespace Sagas.Operations.Alerts;

/// <summary>An alert as programs see it.</summary>
/// <param name="AlertId">The alert's own id.</param>
/// <param name="Status">Whether it is open, acknowledged or closed.</param>
/// <param name="SagaType">The saga's type.</param>
/// <param name="SagaId">The saga.</param>
/// <param name="SagaVersion">The version with which it entered the state.</param>
/// <param name="State">The state that it is stuck in.</param>
/// <param name="Since">When it entered the state, UTC.</param>
/// <param name="OpenedAt">When the alert was opened, UTC.</param>
/// <param name="AcknowledgedBy">Who acknowledged it last; null if nobody has.</param>
/// <param name="AcknowledgedAt">When, UTC.</param>
/// <param name="RemindAt">When it is open again if the saga is still stuck by then, UTC; null for never.</param>
/// <param name="Note">What they said about it.</param>
/// <param name="ClosedAt">When it was found that the saga had left the state, UTC; null as long as it is stuck.</param>
/// <param name="MovedTo">The state that the saga was found in afterwards.</param>
/// <param name="MovedAt">When the saga entered that state, UTC; null if that is no longer known.</param>
internal sealed record AlertView(
    Guid AlertId,
    [property: JsonConverter(typeof(JsonStringEnumConverter<AlertStatus>))]
    AlertStatus Status,
    string SagaType,
    Guid SagaId,
    int SagaVersion,
    string State,
    DateTimeOffset Since,
    DateTimeOffset OpenedAt,
    string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? RemindAt,
    string? Note,
    DateTimeOffset? ClosedAt,
    string? MovedTo,
    DateTimeOffset? MovedAt)
{
    /// <summary>Creates the view of an alert.</summary>
    public static AlertView Of(SagaAlert alert, DateTimeOffset now) => new(
        alert.AlertId, alert.StatusAt(now), alert.SagaType, alert.SagaId, alert.SagaVersion, alert.State, alert.Since,
        alert.OpenedAt, alert.AcknowledgedBy, alert.AcknowledgedAt, alert.RemindAt, alert.Note, alert.ClosedAt, alert.MovedTo,
        alert.MovedAt);
}
