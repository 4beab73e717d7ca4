using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Gauges;

namespace Sagas.Operations.Alerts;

/// <summary>How many alerts are open.</summary>
internal sealed class AlertGauges : ISampledGauges
{
    private readonly Instrument _instrument;
    private volatile Dictionary<(string SagaType, string State), long> _last = [];

    public AlertGauges(IMeterFactory meters)
    {
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        _instrument = meters.Create("Sagas").CreateObservableGauge(
            "sagas.alerts.open", Read, "{alert}", "Alerts about stuck sagas that nobody has acknowledged, by saga and state.");
#pragma warning restore CA2000
    }

    public bool AreObserved => _instrument.Enabled;

    public async Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A state whose last alert is closed is still reported, as 0: a series that simply ended would linger.
        var counts = _last.ToDictionary(known => known.Key, _ => 0L);
        foreach (var (place, count) in await AlertReader.CountOpenByStateAsync(context, cancellationToken))
            counts[place] = count;
        _last = counts;
    }

    public void Forget() => _last = [];

    private IEnumerable<Measurement<long>> Read() => _last.Select(alerts => new Measurement<long>(
        alerts.Value,
        new KeyValuePair<string, object?>("saga", alerts.Key.SagaType),
        new KeyValuePair<string, object?>("state", alerts.Key.State)));
}
