using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Operations.Pages.Parts;

namespace Sagas.Operations.Overviews;

/// <summary>The overview as it changes: server-sent events with the part of the page that is new.</summary>
internal static class OverviewStream
{
    public static ServerSentEventsResult<string> Follow(
        OverviewSampler sampler, IServiceProvider services, ILoggerFactory loggers, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(RenderAsync(sampler, services, loggers, lifetime.ApplicationStopping, cancellationToken));

    private static async IAsyncEnumerable<SseItem<string>> RenderAsync(
        OverviewSampler sampler, IServiceProvider services, ILoggerFactory loggers, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await using var renderer = new HtmlRenderer(services, loggers);
        await foreach (var sample in sampler.FollowAsync(end.Token))
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Live.Sample)] = sample });
            yield return new SseItem<string>(
                await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Live>(parameters)).ToHtmlString()),
                "overview");
        }
    }
}
