using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Gauges;

namespace Sagas.Operations.Alerts;

/// <summary>How many alerts are open, and how many are acknowledged.</summary>
internal sealed class AlertGauges : ISampledGauges
{
    private readonly Instrument[] _instruments;
    private volatile Dictionary<(string SagaType, string State), AlertCount> _last = [];

    public AlertGauges(IMeterFactory meters)
    {
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        var meter = meters.Create("Sagas");
#pragma warning restore CA2000
        _instruments =
        [
            meter.CreateObservableGauge(
                "sagas.alerts.open", () => Read(count => count.Stuck - count.Acknowledged), "{alert}",
                "Alerts about stuck sagas that nobody has acknowledged, by saga and state."),
            meter.CreateObservableGauge(
                "sagas.alerts.acknowledged", () => Read(count => count.Acknowledged), "{alert}",
                "Alerts about stuck sagas that somebody has acknowledged, by saga and state."),
        ];
    }

    public bool AreObserved => Array.Exists(_instruments, instrument => instrument.Enabled);

    public async Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A state whose last alert is closed is still reported, as 0: a series that simply ended would linger.
        var counts = _last.ToDictionary(known => known.Key, known => known.Value with { Stuck = 0, Acknowledged = 0 });
        foreach (var count in await AlertReader.CountStuckAsync(context, now, cancellationToken))
            counts[(count.SagaType, count.State)] = count;
        _last = counts;
    }

    public void Forget() => _last = [];

    private IEnumerable<Measurement<long>> Read(Func<AlertCount, long> number) => _last.Values.Select(
        count => new Measurement<long>(
            number(count),
            new KeyValuePair<string, object?>("saga", count.SagaType),
            new KeyValuePair<string, object?>("state", count.State)));
}
