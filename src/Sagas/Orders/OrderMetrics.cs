using System.Diagnostics.Metrics;

namespace Sagas.Orders;

/// <summary>The metrics of the order process.</summary>
internal class OrderMetrics
{
    // From an order that nothing delays to one that waits for its payment timer.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    private readonly Counter<long> _ignoredEvents;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    public OrderMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // The factory owns the meter and disposes it.
        var meter = meters.Create("Sagas");
#pragma warning restore CA2000
        _ignoredEvents = meter.CreateCounter<long>(
            "sagas.orders.ignored_events",
            "{event}",
            "Duplicate and late events that the order saga has ignored, by state and event.");
        _ended = meter.CreateCounter<long>(
            "sagas.orders.ended",
            "{order}",
            "Orders that have reached a final state, by state. An order that a late payment reopens is counted again.");
        _duration = meter.CreateHistogram(
            "sagas.orders.duration", "s", "Time from the submission of an order to its final state, by state.", advice: Seconds);
    }

    /// <summary>Counts an event that was duplicate or late and changed nothing.</summary>
    /// <param name="state">The state in which the order was.</param>
    /// <param name="eventName">The event's name.</param>
    public void CountIgnored(string state, string eventName) =>
        _ignoredEvents.Add(
            1, new KeyValuePair<string, object?>("state", state), new KeyValuePair<string, object?>("event", eventName));

    /// <summary>Counts an order that has reached a final state.</summary>
    public void CountEnded(string state, TimeSpan time)
    {
        _ended.Add(1, new KeyValuePair<string, object?>("state", state));
        _duration.Record(time.TotalSeconds, new KeyValuePair<string, object?>("state", state));
    }
}
