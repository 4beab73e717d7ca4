namespace Sagas.Benchmarks.Contests.Results;

/// <summary>The orders per second of one contestant divided by those of another: the median over all rounds.</summary>
internal sealed record Ratio(string Of, string To, double Median)
{
    public static Ratio Read(IReadOnlyList<Run> runs, string of, string to) => new(of, to, ContestResult.MedianOf(
        OrdersPerSecond(runs, of).Zip(OrdersPerSecond(runs, to), (one, other) => one / other)));

    private static IEnumerable<double> OrdersPerSecond(IReadOnlyList<Run> runs, string contestant) =>
        runs.Where(run => run.Contestant == contestant).Select(run => run.OrdersPerSecond);
}
