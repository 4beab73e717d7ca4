using Polly;
using Polly.CircuitBreaker;

namespace Sagas.Web.Outbound;

/// <summary>Sends requests through a resilience pipeline; an attempt is complete when the whole response has been read.</summary>
/// <param name="pipeline">The pipeline. What the service asks for with <c>Retry-After</c> counts as no failure in it.</param>
/// <param name="rest">Whether the service may be called.</param>
/// <param name="failures">Remembers why calls failed.</param>
internal sealed class OutboundHttpHandler(
    ResiliencePipeline<HttpResponseMessage> pipeline, ServiceRest rest, ServiceFailures failures) : DelegatingHandler
{
    /// <summary>Far more than any sensible response; a larger one must not fill the memory.</summary>
    private const long LargestAnswer = 1024 * 1024;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Outside of the pipeline, where it would count as a call that went well.
        rest.ThrowIfResting();
        // A content whose length is known is sent with it, and not in chunks, which some services do not take.
        if (request.Content is { } content)
            await content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(
                async attempt => await SendOnceAsync(request, attempt, cancellationToken), cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new HttpRequestException(failures.WhyNotCalled, exception);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, CancellationToken cancellationToken, CancellationToken caller)
    {
        // Another call may have been told so since the last attempt.
        rest.ThrowIfResting();
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (!caller.IsCancellationRequested)
        {
            failures.Note(cancellationToken.IsCancellationRequested ? "it did not answer in time" : exception.Message);
            throw;
        }

        if (AnswerClasses.Of(response.StatusCode) == AnswerClass.Temporary)
            failures.Note($"it answered {(int)response.StatusCode}");
        try
        {
            // Read inside the pipeline, so that a response that breaks off or stalls is retried like a lost one.
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
            rest.Heed(response);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
