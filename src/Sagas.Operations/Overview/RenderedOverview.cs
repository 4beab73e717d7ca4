using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Sagas.Operations.Overview;

/// <summary>The changing part of the overview as HTML, which is the same for everyone and rendered only once.</summary>
internal sealed class RenderedOverview(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly Lock _changing = new();
    private readonly Dictionary<string, Task<string>> _html = new(StringComparer.Ordinal);
    private OverviewSample? _sample;

    /// <summary>Renders a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="range">How much of the past is shown with it; null for the default.</param>
    public Task<string> OfAsync(OverviewSample sample, string? range = null)
    {
        lock (_changing)
        {
            if (!ReferenceEquals(sample, _sample))
                _html.Clear();
            _sample = sample;
            if (!_html.TryGetValue(range ?? "", out var html))
                _html[range ?? ""] = html = Task.Run(() => RenderAsync(sample, range));
            return html;
        }
    }

    private async Task<string> RenderAsync(OverviewSample sample, string? range)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(Live.Sample)] = sample,
                [nameof(Live.Range)] = range,
            });
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<Live>(parameters)).ToHtmlString());
    }
}
