using System.Globalization;
using System.Text;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Contests.Results;

/// <summary>What was measured, and how contestants compare.</summary>
internal sealed record ContestResult(
    ContestSettings Settings, IReadOnlyList<Run> Runs, IReadOnlyList<Ratio> Ratios, MachineFacts Machine,
    IReadOnlyList<string> Findings)
{
    public const string RabbitMq = "publisher confirms, persistent messages";

    /// <summary>Whose processor time is reported next to that of the whole machine.</summary>
    public string Processes { get; init; } = "process";

    /// <summary>How messages travel.</summary>
    public string Transport { get; init; } = RabbitMq;

    public IReadOnlyList<Run> Of(string contestant) => [.. Runs.Where(run => run.Contestant == contestant)];

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }

    public string ToTable()
    {
        var table = new StringBuilder();
        Add(table,
            $"| | orders/s, each round | orders/s, median | {Processes} CPU s per 1000 orders | whole machine CPU s per 1000 orders |");
        table.AppendLine("|---|---|---|---|---|");
        foreach (var name in Runs.Select(run => run.Contestant).Distinct())
        {
            var runs = Of(name);
            Add(table,
                $"| {name} | {string.Join(", ", runs.Select(run => run.OrdersPerSecond.ToString("0", CultureInfo.InvariantCulture)))} | {MedianOf(runs.Select(run => run.OrdersPerSecond)):0} | {MedianOf(runs.Select(run => run.ProcessSecondsPer1000)):0.00} | {MedianOf(runs.Select(run => run.MachineSecondsPer1000)):0.00} |");
        }

        table.AppendLine();
        foreach (var ratio in Ratios)
            Add(table, $"{ratio.Of} ÷ {ratio.To}: {ratio.Median:0.00}");
        Add(table,
            $"{Settings.Rounds} rounds of {Settings.Measured.TotalSeconds:0} s after {Settings.WarmUp.TotalSeconds:0} s, {Settings.Concurrency} orders in progress at a time");
        Add(table, $"{Machine}, {Transport}");
        table.Append(Audit.Tell(Findings));
        return table.ToString();
    }

    private static void Add(StringBuilder table, FormattableString line) => table.AppendLine(FormattableString.Invariant(line));
}
