using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Alerts;

/// <summary>Alerts about stuck sagas, for programs.</summary>
internal static class AlertsApi
{
    private const int Most = 200;

    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    /// <param name="actions">The group of routes that change something.</param>
    public static void MapAlerts(RouteGroupBuilder reads, RouteGroupBuilder actions)
    {
        reads.MapGet("/alerts", ListAsync).WithName("ListAlerts").WithTags("Alerts");
        reads.MapGet("/alerts/groups", AlertGroupsEndpoint.HandleAsync).WithName("GroupAlerts").WithTags("Alerts");
        reads.MapGet("/alerts/export", ExportAlertsEndpoint.Handle).WithName("ExportAlerts").WithTags("Alerts")
            .Produces<string>(StatusCodes.Status200OK, ListExport.JsonLines, ListExport.Table);
        actions.MapPost("/alerts/acknowledge", AcknowledgeManyEndpoint.HandleAsync).WithName("AcknowledgeAlerts")
            .WithTags("Alerts").TakesBody();
        actions.MapPost("/alerts/{alertId:guid}/acknowledge", AcknowledgeAlertEndpoint.HandleAsync).WithName("AcknowledgeAlert")
            .WithTags("Alerts").TakesBody()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        actions.MapPost("/alerts/{alertId:guid}/unacknowledge", UnacknowledgeAlertEndpoint.HandleAsync)
            .WithName("UnacknowledgeAlert").WithTags("Alerts").TakesBody()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>List alerts</summary>
    /// <remarks>
    /// An alert reports a saga that has been in a state for longer than expected. It is open until somebody acknowledges it, and
    /// again when their reminder is due. It is closed when the saga leaves the state.
    /// </remarks>
    /// <param name="db">The database.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="time">The clock.</param>
    /// <param name="http">The request.</param>
    /// <param name="status">Which alerts: `open` (the default), `acknowledged` or `closed`.</param>
    /// <param name="closed">The same as `status=closed`.</param>
    /// <response code="200">At most 200 alerts: those about the sagas stuck longest, or the most recently closed ones.</response>
    /// <response code="400">The status is not valid.</response>
    internal static async Task<Results<Ok<IReadOnlyList<AlertView>>, ValidationProblem>> ListAsync(
        DbContext db, AlertRedactor mask, TimeProvider time, HttpContext http, string? status = null, bool closed = false)
    {
        var errors = new FieldErrors();
        var wanted = closed && status is null ? AlertStatus.Closed : ReadStatus(status, errors);
        if (errors.Any)
            return errors.ToProblem();
        var now = time.GetUtcNow();
        var alerts = await mask.ForAsync(http, await AlertReader.ReadAsync(db, wanted, now, Most, http.RequestAborted));
        return TypedResults.Ok<IReadOnlyList<AlertView>>([.. alerts.Select(alert => AlertView.Of(alert, now))]);
    }

    private static AlertStatus ReadStatus(string? status, FieldErrors errors)
    {
        if (status is null)
            return AlertStatus.Open;
        if (char.IsLetter(status.FirstOrDefault()) && Enum.TryParse<AlertStatus>(status, ignoreCase: true, out var wanted))
            return wanted;
        errors.Add("status", "Must be open, acknowledged or closed.");
        return default;
    }
}
