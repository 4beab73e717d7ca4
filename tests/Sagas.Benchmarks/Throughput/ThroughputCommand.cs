using System.CommandLine;
using Sagas.Benchmarks.Loads;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Throughput;

/// <summary><c>throughput</c>: how many orders the service completes per second.</summary>
internal static class ThroughputCommand
{
    private const int BrokenInvariant = 1;

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
        var orders = new Option<int>("--orders") { Description = "How many orders", DefaultValueFactory = _ => 2_000 };
        var warmUp = new Option<int>("--warm-up")
        {
            Description = "How many orders to submit before those that are measured",
            DefaultValueFactory = _ => 300,
        };
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "How many orders are in progress at a time",
            DefaultValueFactory = _ => 128,
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "After how many seconds no more orders are submitted",
            DefaultValueFactory = _ => 60,
        };
        var json = new Option<FileInfo?>("--json") { Description = "A file to which the result is also written" };
        var command = new Command(
            "throughput",
            "Submits orders through the HTTP API and waits until all have ended. ConnectionStrings and further settings are taken from the environment.")
        {
            transport, database, orders, warmUp, concurrency, seconds, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ThroughputSettings(
                parsed.GetValue(transport),
                parsed.GetValue(database),
                parsed.GetValue(orders),
                parsed.GetValue(warmUp),
                parsed.GetValue(concurrency),
                TimeSpan.FromSeconds(parsed.GetValue(seconds))),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ThroughputSettings settings, FileInfo? json, CancellationToken cancellationToken)
    {
        await using var service = await RunningService.StartAsync(settings.Transport, settings.Database, [], cancellationToken);
        using var meters = new ServiceMeters();
        using var load = new OrderLoad(service.Address, meters, settings.Concurrency);
        await load.RunAsync(settings.WarmUp, settings.SubmittingLimit, cancellationToken);

        var begin = meters.Read();
        var submitted = await load.RunAsync(settings.Orders, settings.SubmittingLimit, cancellationToken);
        var spent = meters.Read() - begin;

        await using var scope = service.CreateScope();
        var facts = await MachineFacts.ReadAsync(scope.ServiceProvider, cancellationToken);
        var latency = Percentiles.Of(await CompletionTimes.ReadAsync(scope.ServiceProvider, submitted, cancellationToken));
        var findings = await Audit.FindAsync(scope.ServiceProvider, load.Accepted, seeded: 0, cancellationToken);
        var result = ThroughputResult.Of(settings, submitted.Count, spent, latency, facts, findings);
        await Console.Out.WriteLineAsync(result.ToTable());
        await ResultFile.WriteAsync(json, result, cancellationToken);
        return findings.Count == 0 ? 0 : BrokenInvariant;
    }
}
