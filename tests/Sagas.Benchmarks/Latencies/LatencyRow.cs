using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Latencies;

/// <summary>What was measured at one rate.</summary>
/// <param name="Rate">Orders offered per second.</param>
/// <param name="Accepted">How many were answered with 202.</param>
/// <param name="Refused">How many were answered otherwise.</param>
/// <param name="Post">From the moment at which a request was due to its response.</param>
/// <param name="Completed">From the order's acceptance to the step that ended it.</param>
internal sealed record LatencyRow(double Rate, int Accepted, int Refused, Percentiles Post, Percentiles Completed)
{
    public override string ToString() => FormattableString.Invariant(
        $"| {Rate:0.#} | {Accepted} | {Refused} | {Post.P50:0.0} | {Post.P99:0.0} | {Post.Worst:0.0} | {Completed.P50:0.0} | {Completed.P99:0.0} |");
}
