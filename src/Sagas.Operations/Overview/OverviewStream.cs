using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Minutes;
using Sagas.Web.Requests;

namespace Sagas.Operations.Overview;

/// <summary>
/// The overview as it changes: server-sent events with the new version of the changing part of the page. Each is complete, and
/// the latest is sent at the start: whoever reconnects has missed nothing that still holds. Its id is the time of the sample.
/// </summary>
internal static class OverviewStream
{
    public static ServerSentEventsResult<string> Follow(
        string? range, OverviewSampler sampler, RenderedOverview rendered, IHostApplicationLifetime lifetime,
        HttpContext http, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(HeadRequests.WantsHeadersOnly(http)
            ? AsyncEnumerable.Empty<SseItem<string>>()
            : TellAsync(sampler, sample => EventAsync(rendered, sample, range), lifetime.ApplicationStopping, cancellationToken));

    private static async IAsyncEnumerable<SseItem<string>> TellAsync(
        OverviewSampler sampler, Func<OverviewSample, Task<SseItem<string>>> eventOf, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var latest = await sampler.LatestAsync(end.Token);
        yield return await eventOf(latest);
        await foreach (var sample in sampler.FollowAsync(end.Token))
        {
            if (!ReferenceEquals(sample, latest))
                yield return await eventOf(sample);
        }
    }

    private static async Task<SseItem<string>> EventAsync(RenderedOverview rendered, OverviewSample sample, string? range) =>
        new(await rendered.OfAsync(sample, HistoryRange.Find(range)?.Name), "overview")
        {
            EventId = sample.At.ToString("O", CultureInfo.InvariantCulture),
        };
}
