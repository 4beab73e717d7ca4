using Sagas.Chaos.Faults;

namespace Sagas.Chaos.Reports;

/// <summary>The effects of one kind of fault.</summary>
/// <param name="Fault">The kind, by its name in reports.</param>
/// <param name="TimesInjected">How often.</param>
/// <param name="OrdersAccepted">Orders that were in progress at any moment between a fault's beginning and its recovery.</param>
/// <param name="Lost">Those of them that are missing or have not ended.</param>
/// <param name="DoubleCharged">Those of them that were charged more than once.</param>
/// <param name="RecoveryMedianSeconds">See <see cref="Recovery"/>.</param>
/// <param name="RecoveryWorstSeconds">The longest.</param>
/// <param name="CaughtUpMedianSeconds">See <see cref="Recovery"/>.</param>
/// <param name="CaughtUpWorstSeconds">The longest.</param>
internal sealed record FaultRow(
    string Fault,
    int TimesInjected,
    int OrdersAccepted,
    int Lost,
    int DoubleCharged,
    double? RecoveryMedianSeconds,
    double? RecoveryWorstSeconds,
    double? CaughtUpMedianSeconds,
    double? CaughtUpWorstSeconds)
{
    public static IReadOnlyList<FaultRow> Of(
        IReadOnlyList<Recovery> recoveries, IReadOnlySet<Guid> lost, IReadOnlySet<Guid> doubleCharged) =>
    [
        .. recoveries.GroupBy(recovery => recovery.Fault.Plan.Kind).OrderBy(kind => kind.Key).Select(kind =>
        {
            var orders = kind.SelectMany(recovery => recovery.Orders).ToHashSet();
            var (median, worst) = Spread(kind.Select(recovery => recovery.Recovered));
            var (caughtUpMedian, caughtUpWorst) = Spread(kind.Select(recovery => recovery.CaughtUp));
            return new FaultRow(
                FaultTraits.Of(kind.Key).Name,
                kind.Count(),
                orders.Count,
                orders.Count(lost.Contains),
                orders.Count(doubleCharged.Contains),
                median,
                worst,
                caughtUpMedian,
                caughtUpWorst);
        }),
    ];

    // A recovery that was never seen counts as worse than any other.
    private static (double? Median, double? Worst) Spread(IEnumerable<TimeSpan?> times)
    {
        var sorted = times.Order(Comparer<TimeSpan?>.Create((one, other) =>
            (one ?? TimeSpan.MaxValue).CompareTo(other ?? TimeSpan.MaxValue))).ToList();
        return (Seconds(sorted[(sorted.Count - 1) / 2]), Seconds(sorted[^1]));
    }

    private static double? Seconds(TimeSpan? time) => time is { } span ? Math.Round(span.TotalSeconds, 1) : null;
}
