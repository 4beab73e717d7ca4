using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sagas.Benchmarks.Service;

/// <summary>What the service measures about itself, and what its process costs.</summary>
internal sealed class ServiceMeters : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _commits;
    private long _units;
    private long _conflicts;

    public ServiceMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Sagas.Durability")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>(CountGroup);
        _listener.SetMeasurementEventCallback<long>(CountStep);
        _listener.Start();
    }

    /// <summary>Is called when an order has ended.</summary>
    public Action? OrderEnded { get; set; }

    public Readings Read()
    {
        using var process = Process.GetCurrentProcess();
        return new Readings(
            Stopwatch.GetTimestamp(),
            process.TotalProcessorTime,
            Interlocked.Read(ref _commits),
            Interlocked.Read(ref _units),
            Interlocked.Read(ref _conflicts));
    }

    public void Dispose() => _listener.Dispose();

    private void CountGroup(Instrument instrument, int units, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name != "sagas.commit.group_size")
            return;
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _units, units);
    }

    private void CountStep(Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name == "sagas.unit_of_work.conflicts")
            Interlocked.Add(ref _conflicts, count);
        if (instrument.Name != "sagas.transitions")
            return;
        foreach (var tag in tags)
        {
            if (tag is { Key: "to", Value: "Completed" or "Rejected" or "Cancelled" })
                OrderEnded?.Invoke();
        }
    }
}
