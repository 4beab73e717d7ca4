using System.Globalization;
using System.Text;
using Sagas.Benchmarks.Throughput;

namespace Sagas.Benchmarks.Compare;

/// <summary>What was measured, and how the service stands to each of the others.</summary>
internal sealed record CompareResult(CompareSettings Settings, IReadOnlyList<Run> Runs, MachineFacts Machine, IReadOnlyList<string> Findings)
{
    private const string Service = "service";

    /// <summary>Orders per second of the service in those of another, round by round, and of these the middle.</summary>
    public IReadOnlyDictionary<string, double> Ratios => Runs.Select(run => run.Contestant).Distinct().Where(name => name != Service).ToDictionary(
        name => name,
        name => Median(Of(Service).Zip(Of(name), (service, other) => service.OrdersPerSecond / other.OrdersPerSecond)),
        StringComparer.Ordinal);

    public IReadOnlyList<Run> Of(string contestant) => [.. Runs.Where(run => run.Contestant == contestant)];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }

    public string ToTable()
    {
        var table = new StringBuilder();
        table.AppendLine("| | orders/s, each round | orders/s, median | process CPU s per 1000 orders | whole machine CPU s per 1000 orders |");
        table.AppendLine("|---|---|---|---|---|");
        foreach (var name in Runs.Select(run => run.Contestant).Distinct())
        {
            var runs = Of(name);
            Add(table, $"| {name} | {string.Join(", ", runs.Select(run => run.OrdersPerSecond.ToString("0", CultureInfo.InvariantCulture)))} | {Median(runs.Select(run => run.OrdersPerSecond)):0} | {Median(runs.Select(run => run.ProcessSecondsPer1000)):0.00} | {Median(runs.Select(run => run.MachineSecondsPer1000)):0.00} |");
        }

        table.AppendLine();
        foreach (var (name, ratio) in Ratios)
            Add(table, $"service ÷ {name}: {ratio:0.00}");
        Add(table, $"{Settings.Rounds} rounds of {Settings.Measured.TotalSeconds:0} s after {Settings.WarmUp.TotalSeconds:0} s, {Settings.Concurrency} orders under way at a time");
        Add(table, $"{Machine.Cores} cores, {Machine.Runtime}, {Machine.OperatingSystem}, {Machine.Database}, {Machine.Durability}, publisher confirms, persistent messages");
        Add(table, $"invariants: {(Findings.Count == 0 ? "hold" : $"BROKEN, {Findings.Count} findings: no result")}");
        foreach (var finding in Findings.Take(20))
            Add(table, $"  {finding}");
        return table.ToString();
    }

    private static void Add(StringBuilder table, FormattableString line) => table.AppendLine(FormattableString.Invariant(line));
}
