namespace Sagas.Benchmarks.Measuring;

/// <summary>How long something took, in milliseconds.</summary>
/// <param name="P50">Half were faster.</param>
/// <param name="P99">One in a hundred was slower.</param>
/// <param name="Worst">None was slower.</param>
internal sealed record Percentiles(double P50, double P99, double Worst)
{
    public static Percentiles Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0 ? new(0, 0, 0) : new(At(sorted, 0.50), At(sorted, 0.99), At(sorted, 1));
    }

    public override string ToString() => FormattableString.Invariant($"p50 {P50:0.#} ms, p99 {P99:0.#} ms, worst {Worst:0.#} ms");

    private static double At(List<TimeSpan> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))].TotalMilliseconds;
}
