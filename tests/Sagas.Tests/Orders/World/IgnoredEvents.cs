using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sagas.Tests.Orders.World;

/// <summary>Listens to the counter of ignored events of one service.</summary>
internal sealed class IgnoredEvents : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string State, string Event), long> _counts = new();

    public IgnoredEvents(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, subscriber) =>
        {
            if (instrument is { Name: "sagas.orders.ignored_events", Meter.Name: "Sagas" } && instrument.Meter.Scope == factory)
                subscriber.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            _counts.AddOrUpdate((Tag(tags, "state"), Tag(tags, "event")), value, (_, count) => count + value));
        _listener.Start();
    }

    public long Total => _counts.Values.Sum();

    public long Count(string state, string eventName) => _counts.GetValueOrDefault((state, eventName));

    public void Dispose() => _listener.Dispose();

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
            if (string.Equals(tag.Key, name, StringComparison.Ordinal))
                return (string)tag.Value!;

        return "";
    }
}
