using System.Globalization;
using System.Text;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;

namespace Sagas.Benchmarks.Throughput;

/// <summary>What was measured.</summary>
internal sealed record ThroughputResult
{
    public required string Transport { get; init; }

    public required string Database { get; init; }

    public required int Orders { get; init; }

    public required int Concurrency { get; init; }

    public required double OrdersPerSecond { get; init; }

    public required double ProcessorSecondsPer1000Orders { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    public required long Commits { get; init; }

    public required double MeanGroupSize { get; init; }

    public required long Conflicts { get; init; }

    public required MachineFacts Machine { get; init; }

    public required IReadOnlyList<string> Findings { get; init; }

    public static ThroughputResult Of(
        ThroughputSettings settings, int orders, Readings spent, Percentiles latency, MachineFacts machine,
        IReadOnlyList<string> findings) => new()
        {
            Transport = settings.Transport.ToString(),
            Database = settings.Database.ToString(),
            Orders = orders,
            Concurrency = settings.Concurrency,
            OrdersPerSecond = Math.Round(orders / spent.Elapsed.TotalSeconds, 1),
            ProcessorSecondsPer1000Orders = Math.Round(spent.Processor.TotalSeconds * 1000 / Math.Max(1, orders), 2),
            P50Milliseconds = latency.P50,
            P99Milliseconds = latency.P99,
            Commits = spent.Commits,
            MeanGroupSize = Math.Round((double)spent.Units / Math.Max(1, spent.Commits), 2),
            Conflicts = spent.Conflicts,
            Machine = machine,
            Findings = findings,
        };

    public string ToTable()
    {
        var table = new StringBuilder();
        Add(table, "service", $"{Transport} + {Database}, {Orders} orders, {Concurrency} in progress at a time");
        Add(table, "orders/s", OrdersPerSecond);
        Add(table, "CPU s per 1000 orders", $"{ProcessorSecondsPer1000Orders} (service and clients)");
        Add(table, "submitted to completed", $"p50 {P50Milliseconds} ms, p99 {P99Milliseconds} ms");
        Add(table, "commits", $"{Commits}, mean group size {MeanGroupSize}, {Conflicts} conflicts");
        Add(table, "machine", $"{Machine.Cores} cores, load {Machine.Load}, {Machine.Runtime}, {Machine.OperatingSystem}");
        Add(table, "database", $"{Machine.Database}, {Machine.Durability}");
        Add(table, "invariants", Findings.Count == 0 ? "hold" : $"BROKEN, {Findings.Count} findings: the run does not count");
        foreach (var finding in Findings.Take(20))
            Add(table, "", finding);
        return table.ToString();
    }

    private static void Add(StringBuilder table, string name, object value) =>
        table.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{value}"));
}
