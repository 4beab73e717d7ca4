using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>Listens as an exporter does, and keeps the spans that have ended.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ActivityListener _listener;

    public SpanRecorder(params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name, StringComparer.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _spans.Enqueue(Span.Of(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static SpanRecorder OfTheService() => new("Microsoft.AspNetCore", "MassTransit", "Sagas.Durability");

    public static SpanRecorder OfTheDurableLayer() => new("MassTransit", "Sagas.Durability", SpanRecorderSource.Name);

    public Trace TraceOf(Span span) => new([.. _spans.Where(other => other.TraceId == span.TraceId)]);

    public Span? Find(Func<Span, bool> wanted) => _spans.FirstOrDefault(wanted);

    public IReadOnlyList<Span> All => [.. _spans];

    public void Dispose() => _listener.Dispose();
}
