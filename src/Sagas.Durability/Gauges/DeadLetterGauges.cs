using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Gauges;

/// <summary>How many dead letters are stored.</summary>
internal sealed class DeadLetterGauges : ISampledGauges
{
    private readonly Instrument _instrument;
    private volatile Dictionary<string, long> _last = new(StringComparer.Ordinal);

    public DeadLetterGauges(IMeterFactory meters)
    {
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        _instrument = meters.Create(DurabilityMetrics.MeterName).CreateObservableGauge(
            "sagas.dead_letters.stored", Read, "{message}", "Dead letters that nobody has dealt with, by endpoint.");
#pragma warning restore CA2000
    }

    public bool AreObserved => _instrument.Enabled;

    public async Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An endpoint whose last dead letter is gone is still reported, as 0: a series that simply ended would linger.
        var counts = _last.ToDictionary(known => known.Key, _ => 0L, StringComparer.Ordinal);
        var stored = await context.Set<DeadLetter>().AsNoTracking()
            .GroupBy(deadLetter => deadLetter.Endpoint)
            .Select(deadLetters => new { Endpoint = deadLetters.Key, Count = deadLetters.LongCount() })
            .ToListAsync(cancellationToken);
        foreach (var deadLetters in stored)
            counts[deadLetters.Endpoint] = deadLetters.Count;
        _last = counts;
    }

    public void Forget() => _last = new(StringComparer.Ordinal);

    private IEnumerable<Measurement<long>> Read() => _last.Select(deadLetters =>
        new Measurement<long>(deadLetters.Value, new KeyValuePair<string, object?>("endpoint", deadLetters.Key)));
}
