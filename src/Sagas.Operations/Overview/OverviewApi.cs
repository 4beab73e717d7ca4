using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Overview;

/// <summary>How the service is doing, for programs, and the overview's form.</summary>
internal static class OverviewApi
{
    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    public static void MapOverview(RouteGroupBuilder reads)
    {
        reads.MapGet("/overview", GetOverviewAsync).WithName("GetOverview").WithTags("Sagas");
        reads.MapGet("/overview/stream", OverviewStream.Follow).ExcludeFromDescription();
    }

    /// <summary>Maps the form.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapSampleActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/samples", PlaceSamplesAsync).ExcludeFromDescription();

    /// <summary>How the service is doing</summary>
    /// <remarks>What the overview page shows. All callers share one look at the database, every two seconds at most.</remarks>
    /// <param name="sampler">Takes samples.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The latest sample.</response>
    internal static async Task<Ok<OverviewSample>> GetOverviewAsync(
        OverviewSampler sampler, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sampler.LatestAsync(cancellationToken));

    private static async Task<Results<RedirectHttpResult, NotFound>> PlaceSamplesAsync(
        [FromForm] int count, [FromServices] IEnumerable<ISampleSource> sources, CancellationToken cancellationToken)
    {
        if (sources.FirstOrDefault() is not { } samples)
            return TypedResults.NotFound();
        await samples.PlaceAsync(Math.Clamp(count, 1, samples.MostAtATime), cancellationToken);
        return PageForms.GoTo("");
    }
}
