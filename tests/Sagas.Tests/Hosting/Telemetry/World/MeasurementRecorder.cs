using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>Listens to the service's own meters as an exporter does.</summary>
internal sealed class MeasurementRecorder : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measurements = new();
    private readonly MeterListener _listener = new();

    /// <summary>
    /// Listens to instruments that several services of a test run share, and of the others to those of one service.
    /// </summary>
    public MeasurementRecorder(IMeterFactory? service = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is "Sagas" or "Sagas.Durability"
                && (instrument.Meter.Scope is null || service is null || ReferenceEquals(instrument.Meter.Scope, service)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was counted under these tags, such as <c>state=Completed</c>.</summary>
    public double Sum(string instrument, string tags = "") => Of(instrument, tags).Sum();

    public IReadOnlyList<double> Of(string instrument, string tags = "") =>
        [.. from measurement in _measurements
            where measurement.Name == instrument && measurement.Tags == tags
            select measurement.Value];

    public IReadOnlyList<string> TagsOf(string instrument) =>
        [.. (from measurement in _measurements
             where measurement.Name == instrument
             select measurement.Tags).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a gauge tells now; null if it tells nothing.</summary>
    public double? Now(string gauge, string tags = "")
    {
        _measurements.Clear();
        _listener.RecordObservableInstruments();
        return Of(gauge, tags) is [var value] ? value : null;
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(
            tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")))));
}
