using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Operations.Shell;

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
        actions.MapPost("/alerts/{alertId:guid}/acknowledge", AcknowledgeAlertEndpoint.HandleAsync).WithName("AcknowledgeAlert")
            .WithTags("Alerts").TakesBody()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>List alerts</summary>
    /// <remarks>
    /// An alert reports a saga that has been in its state for longer than expected. It stays open until the saga moves on
    /// or somebody acknowledges it.
    /// </remarks>
    /// <param name="db">The database.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="http">The request.</param>
    /// <param name="closed">Whether to list closed alerts instead of open ones.</param>
    /// <response code="200">At most 200 alerts: the oldest open ones, or the most recently closed ones.</response>
    internal static async Task<Ok<IReadOnlyList<SagaAlert>>> ListAsync(
        DbContext db, AlertRedactor mask, HttpContext http, bool closed = false) =>
        TypedResults.Ok(await mask.ForAsync(http, await AlertReader.ReadAsync(db, closed, Most, http.RequestAborted)));
}
