using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Tables;

namespace Sagas.Orders.Api.Streaming;

/// <summary>
/// Responds with server-sent events: one for every step of a feed, and its position at the start and after every silence, so that
/// a caller who has seen no event can resume, too, and that proxies see that the connection is alive. Ends when the feed ends,
/// the caller leaves or the service stops.
/// </summary>
/// <param name="feed">What to send.</param>
/// <param name="after">Number of the last step that the caller has.</param>
internal class TransitionStream(TransitionFeed feed, long after) : IResult, IEndpointMetadataProvider
{
    private const string MediaType = "text/event-stream";
    private const int ReconnectAfterMilliseconds = 2000;

    private long _after = after;

    // Without data it is no event; clients note the id all the same.
    private string Position => string.Create(CultureInfo.InvariantCulture, $"id: {_after}\n\n");

    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TransitionEvent), [MediaType]));

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-cache";
        // Otherwise nginx would hold events back until its buffer is full.
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        try
        {
            await SendAsync(response, $"retry: {ReconnectAfterMilliseconds}\n{Position}", httpContext.RequestAborted);
            await TellAsync(httpContext, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The caller left, as callers of endless streams do.
        }
    }

    private async Task TellAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var services = httpContext.RequestServices;
        var db = services.GetRequiredService<DbContext>();
        var watch = services.GetRequiredService<OrderWatch>();
        var time = services.GetRequiredService<TimeProvider>();
        var options = services.GetRequiredService<IOptions<OrdersApiOptions>>().Value;
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

        for (var silentSince = time.GetTimestamp(); !watch.Stopping;)
        {
            var rows = await watch.UntilAsync(
                feed.OrderId,
                cancel => feed.ReadAsync(db, _after, time.GetUtcNow() - options.GapPatience, cancel),
                seen => seen.Count > 0,
                options.Heartbeat - time.GetElapsedTime(silentSince),
                cancellationToken);
            if (watch.Stopping && rows.Count == 0)
                return;
            var text = Events(rows, json);
            if (text.Length == 0 && time.GetElapsedTime(silentSince) < options.Heartbeat)
                continue; // Steps of other sagas, which nobody is told of, must not keep the stream silent.
            await SendAsync(httpContext.Response, text.Length == 0 ? $": still here\n{Position}" : text, cancellationToken);
            silentSince = time.GetTimestamp();
            if (feed.EndsWith(rows))
                return;
        }
    }

    private string Events(IReadOnlyList<SagaTransition> rows, JsonSerializerOptions json)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            _after = feed.NumberOf(row);
            if (!TransitionFeed.Tells(row))
                continue;
            var data = new TransitionEvent(row.SagaId, row.Version, row.Event, row.FromState, row.ToState, row.At);
            text.Append("id: ").Append(_after).Append('\n')
                .Append("event: ").Append(row.Event).Append('\n')
                .Append("data: ").Append(JsonSerializer.Serialize(data, json)).Append("\n\n");
        }

        return text.ToString();
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}

/// <summary>One step of an order, as event streams send it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The order's version after the step.</param>
/// <param name="Event">What caused the step, such as <c>PaymentCompleted</c>; also the name of the server-sent event.</param>
/// <param name="From">State before; <c>Initial</c> for the first step.</param>
/// <param name="To">State after.</param>
/// <param name="At">When, UTC.</param>
internal record TransitionEvent(Guid OrderId, int Version, string Event, string From, string To, DateTimeOffset At);
