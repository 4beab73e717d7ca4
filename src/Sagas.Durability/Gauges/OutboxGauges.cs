using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Gauges;

/// <summary>How many messages are waiting in the outbox, and which timers are late.</summary>
internal sealed class OutboxGauges : ISampledGauges
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(5);

    private readonly Instrument[] _instruments;
    private readonly DurabilityOptions _options;
    private volatile Sample? _last;

    public OutboxGauges(IMeterFactory meters, IOptions<DurabilityOptions> options)
    {
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        var meter = meters.Create(DurabilityMetrics.MeterName);
#pragma warning restore CA2000
        _options = options.Value;
        _instruments =
        [
            meter.CreateObservableGauge(
                "sagas.outbox.depth", () => Read(x => x.Figures.Waiting), "{message}",
                "Messages in the outbox that are waiting to be sent; timers are not counted."),
            meter.CreateObservableGauge(
                "sagas.outbox.oldest_age", () => Read(x => x.Figures.OldestAge.TotalSeconds), "s",
                "Age of the oldest message in the outbox that is waiting to be sent."),
            meter.CreateObservableGauge(
                "sagas.timers.pending", () => Read(x => x.Figures.Timers), "{timer}",
                "Timers that have not been sent, scheduled redeliveries included."),
            meter.CreateObservableGauge(
                "sagas.timers.late", () => Read(x => x.Late), "{timer}", "Timers that were due more than 5 s ago."),
        ];
    }

    private sealed record Sample(OutboxFigures Figures, long Late);

    public bool AreObserved => Array.Exists(_instruments, instrument => instrument.Enabled);

    public async Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outbox = new OutboxReader(context, now, _options);
        var late = await outbox.CountLateTimersAsync(now - LateAfter, cancellationToken);
        _last = new Sample(await outbox.ReadAsync(cancellationToken), late);
    }

    public void Forget() => _last = null;

    private IEnumerable<Measurement<T>> Read<T>(Func<Sample, T> value) where T : struct =>
        _last is { } sample ? [new Measurement<T>(value(sample))] : [];
}
