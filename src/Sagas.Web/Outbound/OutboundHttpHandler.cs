using Polly;

namespace Sagas.Web.Outbound;

/// <summary>Sends requests through a resilience pipeline; an attempt is complete when the whole response has been read.</summary>
/// <param name="pipeline">The pipeline.</param>
internal sealed class OutboundHttpHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
{
    /// <summary>Far more than any sensible response; a larger one must not fill the memory.</summary>
    private const long LargestAnswer = 1024 * 1024;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async attempt => await SendOnceAsync(request, attempt), cancellationToken);

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            // Read inside the pipeline, so that a response that breaks off or stalls is retried like a lost one.
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
