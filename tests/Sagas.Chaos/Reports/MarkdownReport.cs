using System.Globalization;
using System.Text;

namespace Sagas.Chaos.Reports;

/// <summary>Writes the result for people: in the terminal, and as a page.</summary>
internal static class MarkdownReport
{
    private const int MostNamed = 20;

    public static string Write(ChaosResult result)
    {
        var page = new StringBuilder();
        page.AppendLine(Text($"# Chaos run {result.Settings.Seed}")).AppendLine();
        page.AppendLine(Text(
            $"{result.Settings.Duration} of faults, seed {result.Settings.Seed}, {result.Settings.OrdersPerSecond} orders/s. **{(result.Holds ? "Everything holds." : "NOT everything holds.")}**"))
            .AppendLine();
        AddTable(page, result);
        page.AppendLine().AppendLine("""
            Recovery: from the fault's end (for a kill: from the kill) until an order that was accepted after it had ended.
            Caught up: until every order accepted before it that was not deliberately waiting for anything had ended. Kills continue
            during all other faults. The orders of a row were in progress at some moment from a fault's beginning until its recovery.
            """.ReplaceLineEndings("\n")).AppendLine();
        AddFindings(page, result);
        page.AppendLine().AppendLine("| | |").AppendLine("|---|---|");
        foreach (var (name, value) in result.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
            page.AppendLine(Text($"| {name} | {value} |"));
        return page.ToString();
    }

    private static void AddTable(StringBuilder page, ChaosResult result)
    {
        page.AppendLine(
            "| fault | times injected | orders accepted | lost | double-charged | recovery: median | worst | caught up: median | worst |");
        page.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var row in result.Rows)
        {
            page.AppendLine(Text(
                $"| {row.Fault} | {row.TimesInjected} | {row.OrdersAccepted} | {row.Lost} | {row.DoubleCharged} | {Seconds(row.RecoveryMedianSeconds)} | {Seconds(row.RecoveryWorstSeconds)} | {Seconds(row.CaughtUpMedianSeconds)} | {Seconds(row.CaughtUpWorstSeconds)} |"));
        }

        page.AppendLine(Text(
            $"| **all** | {result.Rows.Sum(row => row.TimesInjected)} | {result.Orders.Count} | {result.Lost.Count} | {result.DoubleCharged.Count} | | | | |"));
    }

    private static void AddFindings(StringBuilder page, ChaosResult result)
    {
        page.AppendLine(Text($"- Orders: {string.Join(", ", result.States.Select(state => $"{state.Value} {state.Key}"))}"));
        page.AppendLine(result.RestedAfter is { } rested
            ? Text($"- At rest {rested.TotalSeconds:F0} s after the last order")
            : "- NEVER came to rest");
        AddList(page, "Lost orders", result.Lost);
        AddList(page, "Double-charged orders", result.DoubleCharged.Select(order => $"{order}"));
        AddList(page, "Requests that failed but should not have", result.Complaints);
        page.AppendLine(Text(
            $"- Processes that ended although nobody had killed them: {result.UnexpectedEnds}; failed starts: {result.FailedStarts}"));
        page.AppendLine(Text(
            $"- Dead letters: {result.DeadLetters.Count}, {result.DeadLetters.Count(deadLetter => deadLetter.IsExplained)} of them for payments that can never be made, or messages that make no sense"));
        page.AppendLine(Text(
            $"- Messages without sense that foreign clients published: {result.Nonsense}"));
        AddList(page, "Those that are no dead letters", result.UnaccountedNonsense);
        AddList(page, "Wrong charges that were kept", result.KeptByMistake);
        AddList(page, "Unexplained dead letters", result.DeadLetters.Where(deadLetter => !deadLetter.IsExplained)
            .Select(
                deadLetter => $"{deadLetter.Endpoint}, order {deadLetter.OrderId} ({deadLetter.Token}): {deadLetter.Reason}"));
        if (result.Verification.Invariants.Count == 0)
            page.AppendLine(Text($"- verify could not check anything: {result.Verification.Output}"));
        foreach (var invariant in result.Verification.Invariants)
        {
            page.AppendLine(Text(
                $"- {invariant.Name} {(invariant.IsSkipped ? "skipped" : invariant.Holds ? "holds" : "VIOLATED")}: {invariant.Promise}"));
            foreach (var offence in invariant.Violations.Take(MostNamed))
                page.AppendLine(Text($"  - {offence}"));
        }
    }

    private static void AddList(StringBuilder page, string title, IEnumerable<string> items)
    {
        var all = items.ToList();
        page.AppendLine(Text($"- {title}: {all.Count}"));
        foreach (var item in all.Take(MostNamed))
            page.AppendLine(Text($"  - {item}"));
    }

    private static string Seconds(double? seconds) => seconds is { } known ? Text($"{known:F1} s") : "never";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
