using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Operations.Alerts;

namespace Sagas.Operations.Api;

/// <summary>Alerts about stuck sagas, for programs.</summary>
public static class AlertsApi
{
    private const int Most = 200;

    /// <summary>Maps the routes.</summary>
    /// <param name="operations">The group of all routes that only read.</param>
    public static void MapAlerts(this IEndpointRouteBuilder operations) =>
        operations.MapGet("/alerts", ListAsync).WithName("ListAlerts");

    /// <summary>List alerts</summary>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="closed">Those that are closed instead of those that are open.</param>
    /// <response code="200">200 alerts at most: the oldest that are open, or those that were closed last.</response>
    internal static async Task<Ok<IReadOnlyList<SagaAlert>>> ListAsync(DbContext db, CancellationToken cancellationToken, bool closed = false) =>
        TypedResults.Ok(await AlertReader.ReadAsync(db, closed, Most, cancellationToken));
}
