using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Access.Limits;

namespace Sagas.Operations.Overview;

/// <summary>How the service is doing, for programs.</summary>
internal static class OverviewApi
{
    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    public static void MapOverview(RouteGroupBuilder reads)
    {
        reads.MapGet("/overview", GetOverviewAsync).WithName("GetOverview").WithTags("Sagas");
        reads.MapGet("/overview/stream", OverviewStream.Follow).ExcludeFromDescription()
            .RequireRateLimiting(AccessLimits.Streams);
    }

    /// <summary>How the service is doing</summary>
    /// <remarks>What the overview page shows. All callers share one look at the database, every two seconds at most.</remarks>
    /// <param name="sampler">Takes samples.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The latest sample.</response>
    internal static async Task<Ok<OverviewSample>> GetOverviewAsync(
        OverviewSampler sampler, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sampler.LatestAsync(cancellationToken));
}
