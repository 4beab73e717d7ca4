using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Reports.Svg;
using Sagas.Chaos.Runs;

namespace Sagas.Chaos.Reports;

/// <summary>Writes a run's files.</summary>
internal static class ReportFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        // It is also read by people, and never becomes part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes, before the run, what is going to happen.</summary>
    public static Task WriteScheduleAsync(
        DirectoryInfo output, ChaosSettings settings, IReadOnlyList<PlannedFault> plan, CancellationToken cancellationToken) =>
        WriteAsync(output, "schedule.json", JsonSerializer.Serialize(new { settings, faults = plan }, Json), cancellationToken);

    /// <summary>Writes, after the run, what has happened.</summary>
    public static async Task WriteAsync(DirectoryInfo output, ChaosResult result, CancellationToken cancellationToken)
    {
        await WriteAsync(output, "report.md", MarkdownReport.Write(result), cancellationToken);
        await WriteAsync(output, "timeline.svg", TimelineSvg.Draw(result), cancellationToken);
        await WriteAsync(output, "verify.json", result.Verification.Output, cancellationToken);
        var json = new
        {
            result.Holds,
            result.Settings,
            result.Facts,
            Accepted = result.Orders.Count,
            result.States,
            result.Lost,
            result.DoubleCharged,
            result.KeptByMistake,
            result.Nonsense,
            result.UnaccountedNonsense,
            result.Rows,
            result.Verification.Invariants,
            result.DeadLetters,
            result.Complaints,
            result.UnexpectedEnds,
            result.FailedStarts,
            result.RestedAfter,
            Faults = result.Recoveries.Select(recovery => new
            {
                recovery.Fault.Plan.Kind,
                recovery.Fault.Plan.Target,
                recovery.Fault.Begin,
                recovery.Fault.End,
                recovery.Recovered,
                recovery.CaughtUp,
            }),
            result.Samples,
            Orders = result.Orders.OrderBy(order => order.AcceptedAt)
                .Select(
                    order => new { order.OrderId, order.Plan.Token, order.Plan.CancelAfter, order.AcceptedAt, order.EndedAt }),
        };
        await WriteAsync(output, "report.json", JsonSerializer.Serialize(json, Json), cancellationToken);
    }

    private static Task WriteAsync(DirectoryInfo output, string name, string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(output.FullName, name), text, cancellationToken);
}
