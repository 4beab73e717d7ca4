using System.Text;
using Sagas.Benchmarks.Contests.Results;

namespace Sagas.Benchmarks.Growth;

/// <summary>How a database that has grown affects the service.</summary>
/// <param name="Seeded">How many ended orders the grown database held at first.</param>
/// <param name="Throughput">Orders per second on both.</param>
/// <param name="Pages">The API on the grown database.</param>
/// <param name="Chores">Background work.</param>
/// <param name="Findings">What is wrong with the orders.</param>
internal sealed record GrowthResult(
    int Seeded, ContestResult Throughput, IReadOnlyList<PageTimes> Pages, IReadOnlyList<ChoreCost> Chores,
    IReadOnlyList<string> Findings)
{
    public string ToTable()
    {
        var table = new StringBuilder();
        Add(table,
            $"The grown database began with {Seeded} completed orders, each with 3 steps, a payment, a charge, a notification and 5 inbox rows, over six days.");
        table.AppendLine();
        table.AppendLine(Throughput.ToTable());
        table.AppendLine("| on the grown database, milliseconds | median | worst of 20 |");
        table.AppendLine("|---|--:|--:|");
        foreach (var page in Pages)
            Add(table, $"| {page.Page} | {page.Times.P50:0.0} | {page.Times.Worst:0.0} |");
        table.AppendLine();
        foreach (var chore in Chores)
            table.AppendLine(chore.ToString());
        return table.ToString();
    }

    private static void Add(StringBuilder table, FormattableString line) => table.AppendLine(FormattableString.Invariant(line));
}
