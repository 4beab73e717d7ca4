using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary><c>GET /operations/alerts/groups</c>.</summary>
internal static class AlertGroupsEndpoint
{
    /// <summary>Group alerts by state and last error</summary>
    /// <remarks>
    /// Sagas with the same cause: the newest of their dead letters that nobody has decided on, or a message that will be
    /// delivered again; or nothing has failed, and what they wait for has not come. To acknowledge a group, pass its `alertIds`
    /// on.
    /// </remarks>
    /// <param name="groups">The groups.</param>
    /// <param name="registry">The saga types.</param>
    /// <param name="http">The request.</param>
    /// <param name="status">Which alerts: `open` (the default), `acknowledged`, or `all` that are not closed.</param>
    /// <response code="200">The groups, largest first, of the 5,000 sagas stuck longest.</response>
    /// <response code="400">The status is not valid.</response>
    public static async Task<Results<Ok<IReadOnlyList<AlertGroupView>>, ValidationProblem>> HandleAsync(
        StuckGroups groups, SagaRegistry registry, HttpContext http, string? status = null)
    {
        if (!TryRead(status, out var wanted))
        {
            var errors = new FieldErrors();
            errors.Add("status", "Must be open, acknowledged or all.");
            return errors.ToProblem();
        }

        var found = await groups.ReadAsync(http, wanted);
        return TypedResults.Ok<IReadOnlyList<AlertGroupView>>(
            [.. found.Select(group => AlertGroupView.Of(group, registry.Find(group.SagaType)))]);
    }

    /// <summary>Reads which alerts are wanted.</summary>
    internal static bool TryRead(string? status, out AlertStatus? wanted)
    {
        wanted = status?.ToUpperInvariant() switch
        {
            null or "OPEN" => AlertStatus.Open,
            "ACKNOWLEDGED" => AlertStatus.Acknowledged,
            _ => null,
        };
        return wanted is not null || string.Equals(status, "all", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Sagas that are stuck in the same state for the same reason.</summary>
/// <param name="SagaType">Their type.</param>
/// <param name="State">The state.</param>
/// <param name="Cause">What is known about the reason.</param>
/// <param name="Description">The reason in a line.</param>
/// <param name="MessageType">The message that failed; null if none did.</param>
/// <param name="ExceptionType">Full name of the exception; null if it is not known.</param>
/// <param name="Count">How many sagas.</param>
/// <param name="OldestSince">Since when the first of them has been in the state, UTC.</param>
/// <param name="Values">What is at stake, by currency; none if their type does not say so.</param>
/// <param name="AlertIds">The alerts about those stuck longest; at most 1,000.</param>
internal sealed record AlertGroupView(
    string SagaType,
    string State,
    [property: JsonConverter(typeof(JsonStringEnumConverter<StuckCauseKind>))]
    StuckCauseKind Cause,
    string Description,
    string? MessageType,
    string? ExceptionType,
    int Count,
    DateTimeOffset OldestSince,
    IReadOnlyList<StuckValue> Values,
    IReadOnlyList<Guid> AlertIds)
{
    /// <summary>Creates the view of a group.</summary>
    public static AlertGroupView Of(StuckGroup group, SagaType? kind) => new(
        group.SagaType, group.State, group.Cause.Kind, group.Cause.Describe(kind, group.State), group.Cause.MessageType,
        group.Cause.ExceptionType, group.Sagas.Count, group.Oldest, group.Values,
        [.. group.Sagas.Take(AlertService.MostAtOnce).Select(saga => saga.Alert.AlertId)]);
}
