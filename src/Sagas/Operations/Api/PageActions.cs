using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Operations.Samples;

namespace Sagas.Operations.Api;

/// <summary>What forms of the pages send. Each action ends with a page that can be loaded again without doing it twice.</summary>
internal static class PageActions
{
    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapPageActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/samples", PlaceSamplesAsync).ExcludeFromDescription();

    private static async Task<RedirectHttpResult> PlaceSamplesAsync(
        [FromForm] int count, SampleOrders samples, CancellationToken cancellationToken)
    {
        await samples.PlaceAsync(Math.Clamp(count, 1, SampleMix.MostOrders), cancellationToken);
        return TypedResults.LocalRedirect("/");
    }
}
