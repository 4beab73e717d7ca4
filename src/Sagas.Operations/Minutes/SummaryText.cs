using System.Text;
using Sagas.Durability.Registry;
using Sagas.Operations.Audit;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Minutes;

/// <summary>Writes a summary as a text to copy into a chat or a ticket. It is Markdown, and reads well as it is.</summary>
internal static class SummaryText
{
    /// <summary>Writes it.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="registry">The saga types, whose commands have names of their own.</param>
    public static string Of(SummaryView summary, SagaRegistry registry)
    {
        var text = new StringBuilder();
        Line(text, $"## Sagas, {Shown.Duration(summary.To - summary.From)} until {Shown.Time(summary.To)}");
        Line(text);
        foreach (var type in summary.SagaTypes)
            Line(text, $"- {type.Title}: {Shown.Count(type.Started)} started"
                + string.Concat(type.Ended.Select(ended => $", {Shown.Count(ended.Value)} {ended.Key}")));
        var letters = summary.DeadLetters;
        Line(text, $"- Dead letters: {Shown.Count(letters.New)} new, {Shown.Count(letters.Retried)} retried, "
            + $"{Shown.Count(letters.Discarded)} discarded, {Shown.Count(letters.Left)} left");
        Line(text, $"- Stuck now: {Shown.Count(summary.StuckNow)}");
        List(text, "Operators' actions", summary.Actions.Select(
            action => $"{AuditLabels.OfAction(registry, action.Action)} × {Shown.Count(action.Count)} by {action.Actor}"));
        List(text, "Starts", summary.Starts.Select(
            start => $"{Shown.Time(start.At)}: {start.Name} ({start.Roles}, version {start.Version})"));
        List(text, "Paused queues now", summary.PausedQueues.Select(
            queue => $"{queue.Queue} until {Shown.Time(queue.Until)}: {queue.Failed} of {queue.Handled} failed"));
        var missing = (long)(summary.To - summary.From).TotalMinutes - summary.RecordedMinutes;
        if (missing > 0)
        {
            Line(text);
            Line(text, $"{Shown.Count(missing)} minutes of this time are not recorded.");
        }

        return text.ToString();
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        Line(text, $"- {title}: {(all.Count == 0 ? "none" : "")}".TrimEnd());
        foreach (var line in all)
            Line(text, $"  - {line}");
    }

    // The same on every machine.
    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');
}
