using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Sagas.Operations.Overview;

/// <summary>The changing part of the overview as HTML, which is the same for everyone and rendered only once.</summary>
internal sealed class RenderedOverview(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly Lock _changing = new();
    private OverviewSample? _sample;
    private Task<string> _html = Task.FromResult("");

    /// <summary>Renders a sample.</summary>
    public Task<string> OfAsync(OverviewSample sample)
    {
        lock (_changing)
        {
            if (ReferenceEquals(sample, _sample))
                return _html;
            _sample = sample;
            return _html = Task.Run(() => RenderAsync(sample));
        }
    }

    private async Task<string> RenderAsync(OverviewSample sample)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Live.Sample)] = sample });
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<Live>(parameters)).ToHtmlString());
    }
}
