using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>A log record as a collector gets it.</summary>
internal sealed record LogLine(string TraceId, string Body, IReadOnlyDictionary<string, string> Attributes);

/// <summary>Takes OTLP over HTTP, as an OpenTelemetry collector does, and keeps what it is about.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private ImmutableHashSet<string> _metrics = [];

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>
    /// The spans, each with the instance of the service that it came from in the tag <c>service.instance.id</c>.
    /// </summary>
    public ConcurrentQueue<Span> Spans { get; } = new();

    /// <summary>The names of the metrics. Those of one export appear together, however long reading it takes.</summary>
    public ImmutableHashSet<string> Metrics => Volatile.Read(ref _metrics);

    public ConcurrentQueue<LogLine> Logs { get; } = new();

    /// <summary>Starts a collector that takes OTLP over plain HTTP, or over gRPC if it speaks HTTP/2.</summary>
    public static async Task<Collector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public Trace TraceOf(Span span) => new([.. Spans.Where(other => other.TraceId == span.TraceId)]);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var isGrpc = context.Request.Protocol == "HTTP/2";
        // gRPC puts a flag and the length before a message.
        var message = new Protobuf(body.ToArray().AsMemory(isGrpc ? 5 : 0));
        switch (context.Request.Path.Value)
        {
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                TakeSpans(message);
                break;
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                var names = message.All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2))
                    .Select(metric => metric.Text(1)).ToList();
                ImmutableInterlocked.Update(ref _metrics, known => known.Union(names));
                break;
            case "/v1/logs" or "/opentelemetry.proto.collector.logs.v1.LogsService/Export":
                foreach (var log in message.All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
                    Logs.Enqueue(new LogLine(log.Hex(9), log.All(5).Single().Text(1), Attributes(log, 6)));
                break;
        }

        context.Response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        }
    }

    private void TakeSpans(Protobuf message)
    {
        foreach (var resource in message.All(1))
        {
            var about = resource.All(1).SelectMany(description => Attributes(description, 1)).ToList();
            foreach (var span in resource.All(2).SelectMany(scope => scope.All(2)))
            {
                var parent = span.Hex(4);
                Spans.Enqueue(new Span(
                    span.Hex(1),
                    span.Hex(2),
                    parent.Length == 0 ? null : parent,
                    span.Text(5),
                    DateTimeOffset.UnixEpoch.AddTicks((long)(span.Number(7) / 100)),
                    Attributes(span, 9).Concat(about).ToDictionary(StringComparer.Ordinal)));
            }
        }
    }

    private static Dictionary<string, string> Attributes(Protobuf message, int field) => message.All(field)
        .GroupBy(attribute => attribute.Text(1), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => Value(same.First()), StringComparer.Ordinal);

    private static string Value(Protobuf attribute)
    {
        var value = attribute.All(2).Single();
        return value.Text(1) is { Length: > 0 } text
            ? text
            : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
