using System.Text;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Endurance;

/// <summary>How memory developed over time.</summary>
internal sealed record EnduranceResult(
    EnduranceSettings Settings, IReadOnlyList<EnduranceSample> Samples, int Accepted, int Refused, MachineFacts Machine,
    IReadOnlyList<string> Findings)
{
    private const double Megabyte = 1024 * 1024;
    private const int BytesPerOrder = 16 + 8;

    /// <summary>Growth of the heap, from the first quarter of what counts to the last.</summary>
    public double HeapGrowthMegabytes => Growth(sample => sample.HeapMegabytes);

    /// <summary>Growth of the process's memory, likewise.</summary>
    public double WorkingSetGrowthMegabytes => Growth(sample => sample.WorkingSetMegabytes);

    /// <summary>What the load itself remembers about its orders, in the same process.</summary>
    public double LoadMegabytes => Accepted * BytesPerOrder / Megabyte;

    public string ToTable()
    {
        var table = new StringBuilder();
        Add(table,
            $"{Settings.Transport} + {Settings.Database}, {Settings.Rate:0.#} orders/s offered for {Settings.Minutes:0.#} min: {Accepted} accepted, {Refused} refused");
        Add(table,
            $"from the first quarter after {Settings.WarmUpMinutes:0.#} min to the last: heap {HeapGrowthMegabytes:+0.0;-0.0;0.0} MB, working set {WorkingSetGrowthMegabytes:+0.0;-0.0;0.0} MB");
        Add(table, $"the load, in the same process, remembers {LoadMegabytes:0.0} MB of orders at the end");
        table.AppendLine(Machine.ToString());
        table.Append(Audit.Tell(Findings));
        return table.ToString();
    }

    // The mean of a quarter, because the size of a heap depends on when it was last collected.
    private double Growth(Func<EnduranceSample, double> value)
    {
        var counted = Samples.Where(sample => sample.Minutes > Settings.WarmUpMinutes).Select(value).ToList();
        var quarter = Math.Max(1, counted.Count / 4);
        return counted.Count < 2 ? 0 : counted.TakeLast(quarter).Average() - counted.Take(quarter).Average();
    }

    private static void Add(StringBuilder table, FormattableString line) => table.AppendLine(FormattableString.Invariant(line));
}
