using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Requests;

namespace Sagas.Operations.Overview;

/// <summary>The overview as it changes: server-sent events with the new version of the changing part of the page.</summary>
internal static class OverviewStream
{
    public static ServerSentEventsResult<string> Follow(
        OverviewSampler sampler, RenderedOverview rendered, IHostApplicationLifetime lifetime,
        HttpContext http, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(HeadRequests.WantsHeadersOnly(http)
            ? AsyncEnumerable.Empty<SseItem<string>>()
            : TellAsync(sampler, rendered, lifetime.ApplicationStopping, cancellationToken));

    private static async IAsyncEnumerable<SseItem<string>> TellAsync(
        OverviewSampler sampler, RenderedOverview rendered, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await foreach (var sample in sampler.FollowAsync(end.Token))
            yield return new SseItem<string>(await rendered.OfAsync(sample), "overview");
    }
}
