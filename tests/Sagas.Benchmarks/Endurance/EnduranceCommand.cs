using System.CommandLine;
using Sagas.Benchmarks.Loads;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Endurance;

/// <summary><c>endurance</c>: whether memory grows while orders arrive at a steady rate for a long time.</summary>
internal static class EnduranceCommand
{
    private const int BrokenInvariant = 1;

    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var transport = new Option<TransportKind>("--transport")
        {
            Description = "InMemory or RabbitMq",
            DefaultValueFactory = _ => TransportKind.InMemory,
        };
        var database = new Option<DatabaseKind>("--database")
        {
            Description = "Sqlite or PostgreSql",
            DefaultValueFactory = _ => DatabaseKind.Sqlite,
        };
        var minutes = new Option<double>("--minutes") { Description = "For how many minutes", DefaultValueFactory = _ => 10 };
        var warmUp = new Option<double>("--warm-up")
        {
            Description = "Minutes at the beginning that do not count",
            DefaultValueFactory = _ => 1,
        };
        var rate = new Option<double>("--rate") { Description = "Orders offered per second", DefaultValueFactory = _ => 100 };
        var interval = new Option<double>("--interval")
        {
            Description = "Seconds between samples",
            DefaultValueFactory = _ => 15,
        };
        var json = new Option<FileInfo?>("--json") { Description = "A file to which the result is also written" };
        var plot = new Option<FileInfo?>("--plot") { Description = "A file for a chart of memory over time (SVG)" };
        var command = new Command("endurance", "Posts orders at a given rate for a long time, and watches the process.")
        {
            transport, database, minutes, warmUp, rate, interval, json, plot,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = new EnduranceSettings(
                parsed.GetValue(transport), parsed.GetValue(database), parsed.GetValue(minutes), parsed.GetValue(warmUp),
                parsed.GetValue(rate), parsed.GetValue(interval));
            var result = await RunAsync(settings, cancellationToken);
            await Console.Out.WriteLineAsync(result.ToTable());
            await ResultFile.WriteAsync(parsed.GetValue(json), result, cancellationToken);
            if (parsed.GetValue(plot) is { } plotFile && result.Samples.Count > 0)
                await File.WriteAllTextAsync(plotFile.FullName, EndurancePlot.Draw(result.Samples), cancellationToken);
            return result.Findings.Count == 0 ? 0 : BrokenInvariant;
        });
        return command;
    }

    private static async Task<EnduranceResult> RunAsync(EnduranceSettings settings, CancellationToken cancellationToken)
    {
        await using var service = await RunningService.StartAsync(settings.Transport, settings.Database, [], cancellationToken);
        using var meters = new ServiceMeters();
        using var load = new OfferedLoad(service.Address);
        var sampler = new Sampler(service, load, meters);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Console.Out.WriteLineAsync(EnduranceSample.Header);
        var sampling = sampler.RunAsync(TimeSpan.FromSeconds(settings.Interval), stopping.Token);
        await load.RunAsync(settings.Rate, TimeSpan.FromMinutes(settings.Minutes), cancellationToken);
        await stopping.CancelAsync();
        await sampling;

        var findings = new List<string>();
        if (!await sampler.UntilAllEndedAsync(EndLimit, cancellationToken))
            findings.Add($"Not all orders had ended {EndLimit.TotalMinutes:0} minutes after the last one was posted.");
        await using var scope = service.CreateScope();
        findings.AddRange(await Audit.FindAsync(scope.ServiceProvider, load.Accepted, seeded: 0, cancellationToken));
        return new EnduranceResult(
            settings, sampler.Samples, load.AcceptedCount, load.Refused,
            await MachineFacts.ReadAsync(scope.ServiceProvider, cancellationToken), findings);
    }
}
