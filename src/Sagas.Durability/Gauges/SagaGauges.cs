using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Diagnostics;

namespace Sagas.Durability.Gauges;

/// <summary>How many sagas are in progress in each state, and how long the oldest of them has been there.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class SagaGauges<TSaga> : ISampledGauges where TSaga : class
{
    private readonly Instrument[] _instruments;
    private readonly string _stateProperty;
    private readonly string _enteredAtProperty;
    private readonly IReadOnlyList<string> _states;
    private volatile IReadOnlyList<Sample> _last = [];

    public SagaGauges(IMeterFactory meters, string stateProperty, string enteredAtProperty, IReadOnlyList<string> states)
    {
        _stateProperty = stateProperty;
        _enteredAtProperty = enteredAtProperty;
        _states = states;
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        var meter = meters.Create(DurabilityMetrics.MeterName);
#pragma warning restore CA2000
        _instruments =
        [
            meter.CreateObservableGauge(
                "sagas.instances", () => Read(x => x.Count), "{saga}",
                "Sagas in progress, by saga and state; final states are not counted."),
            meter.CreateObservableGauge(
                "sagas.instances.oldest_age", () => Read(x => x.OldestAge.TotalSeconds), "s",
                "How long the saga that has been in a state longest has been there, by saga and state; 0 if there is none."),
        ];
    }

    private sealed record Sample(string State, long Count, TimeSpan OldestAge);

    public bool AreObserved => Array.Exists(_instruments, instrument => instrument.Enabled);

    // Nearly all sagas are in final states; the list of states lets the index skip them.
    public async Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counts = await context.Set<TSaga>().AsNoTracking()
            .Where(saga => _states.Contains(EF.Property<string>(saga, _stateProperty)))
            .GroupBy(saga => EF.Property<string>(saga, _stateProperty))
            .Select(sagas => new
            {
                State = sagas.Key,
                Count = sagas.LongCount(),
                EnteredAt = sagas.Min(saga => EF.Property<DateTimeOffset>(saga, _enteredAtProperty)),
            })
            .ToListAsync(cancellationToken);
        _last =
        [
            .. from state in _states
               join found in counts on state equals found.State into all
               from count in all.DefaultIfEmpty()
               select new Sample(state, count?.Count ?? 0, count is not null && count.EnteredAt < now
                   ? now - count.EnteredAt
                   : TimeSpan.Zero),
        ];
    }

    public void Forget() => _last = [];

    private IEnumerable<Measurement<T>> Read<T>(Func<Sample, T> value) where T : struct =>
        _last.Select(sample => new Measurement<T>(
            value(sample),
            new KeyValuePair<string, object?>("saga", typeof(TSaga).Name),
            new KeyValuePair<string, object?>("state", sample.State)));
}
