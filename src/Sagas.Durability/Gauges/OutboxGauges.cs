using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Gauges;

/// <summary>How many messages are waiting in the outbox, and which timers are late.</summary>
internal sealed class OutboxGauges : ISampledGauges
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(5);

    private readonly Instrument[] _instruments;
    private readonly TimeSpan _leaseHorizon;
    private volatile Sample? _last;

    public OutboxGauges(IMeterFactory meters, IOptions<DurabilityOptions> options)
    {
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        var meter = meters.Create(DurabilityMetrics.MeterName);
#pragma warning restore CA2000
        _leaseHorizon = options.Value.LeaseHorizon;
        _instruments =
        [
            meter.CreateObservableGauge("sagas.outbox.depth", () => Read(x => x.Depth), "{message}", "Messages in the outbox that are waiting to be sent; timers are not counted."),
            meter.CreateObservableGauge("sagas.outbox.oldest_age", () => Read(x => x.OldestAge.TotalSeconds), "s", "Age of the oldest message in the outbox that is waiting to be sent."),
            meter.CreateObservableGauge("sagas.timers.pending", () => Read(x => x.Timers), "{timer}", "Timers that have not been sent, scheduled redeliveries included."),
            meter.CreateObservableGauge("sagas.timers.late", () => Read(x => x.Late), "{timer}", "Timers that were due more than 5 s ago."),
        ];
    }

    private sealed record Sample(long Depth, TimeSpan OldestAge, long Timers, long Late);

    public bool AreObserved => Array.Exists(_instruments, instrument => instrument.Enabled);

    // The index on VisibleAt answers all of it. Timers beyond the horizon are counted without looking at their rows.
    public async Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var horizon = now + _leaseHorizon;
        var lateAt = now - LateAfter;
        var rows = context.Set<OutboxMessage>().AsNoTracking();
        var near = rows.Where(message => message.VisibleAt <= horizon);

        var later = await rows.LongCountAsync(message => message.VisibleAt > horizon, cancellationToken);
        var soon = await near.LongCountAsync(message => message.DueAt != null, cancellationToken);
        var late = await near.LongCountAsync(message => message.DueAt < lateAt, cancellationToken);
        var waiting = await near.Where(message => message.DueAt == null)
            .GroupBy(_ => 1)
            .Select(all => new { Count = all.LongCount(), Oldest = all.Min(message => message.CreatedAt) })
            .SingleOrDefaultAsync(cancellationToken);
        var age = waiting is null ? TimeSpan.Zero : now - waiting.Oldest;
        _last = new Sample(waiting?.Count ?? 0, age > TimeSpan.Zero ? age : TimeSpan.Zero, later + soon, late);
    }

    public void Forget() => _last = null;

    private IEnumerable<Measurement<T>> Read<T>(Func<Sample, T> value) where T : struct =>
        _last is { } sample ? [new Measurement<T>(value(sample))] : [];
}
