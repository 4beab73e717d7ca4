using System.CommandLine;
using System.Diagnostics;
using Sagas.Benchmarks.Loads;
using Sagas.Benchmarks.Measuring;
using Sagas.Benchmarks.Service;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Latencies;

/// <summary><c>latency</c>: how long an order takes at given rates of orders per second.</summary>
internal static class LatencyCommand
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
        var rates = new Option<double[]>("--rates")
        {
            Description = "Rates to measure one after another, in orders per second",
            DefaultValueFactory = _ => [2, 100],
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<int>("--seconds") { Description = "For how many seconds each", DefaultValueFactory = _ => 15 };
        var warmUp = new Option<int>("--warm-up")
        {
            Description = "Seconds of warm-up at the highest rate",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("latency", "Posts orders at given rates, whether the service keeps up or not.")
        {
            transport,
            database,
            rates,
            seconds,
            warmUp,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(transport),
            parsed.GetValue(database),
            parsed.GetValue(rates)!,
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        TransportKind transport, DatabaseKind database, IReadOnlyList<double> rates, TimeSpan duration, TimeSpan warmUp,
        CancellationToken cancellationToken)
    {
        await using var service = await RunningService.StartAsync(transport, database, [], cancellationToken);
        var accepted = new List<Guid>();
        accepted.AddRange((await MeasureAsync(service, rates.Max(), warmUp, cancellationToken)).Accepted);

        await Console.Out.WriteLineAsync($"{transport} + {database}, {duration.TotalSeconds:0} s at each rate; milliseconds");
        await Console.Out.WriteLineAsync(
            "| orders/s offered | accepted | refused | POST p50 | POST p99 | POST worst | submitted to completed p50 | p99 |");
        await Console.Out.WriteLineAsync("|---|---|---|---|---|---|---|---|");
        foreach (var rate in rates)
        {
            var (row, orders) = await MeasureAsync(service, rate, duration, cancellationToken);
            accepted.AddRange(orders);
            await Console.Out.WriteLineAsync(row.ToString());
        }

        await using var scope = service.CreateScope();
        var findings = await Audit.FindAsync(scope.ServiceProvider, accepted, seeded: 0, cancellationToken);
        await Console.Out.WriteLineAsync(Audit.Tell(findings));
        return findings.Count == 0 ? 0 : BrokenInvariant;
    }

    private static async Task<(LatencyRow Row, IReadOnlyCollection<Guid> Accepted)> MeasureAsync(
        RunningService service, double rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var load = new OfferedLoad(service.Address);
        await load.RunAsync(rate, duration, cancellationToken);
        var completed = await UntilCompletedAsync(service, load.Accepted, cancellationToken);
        return (new LatencyRow(rate, load.Accepted.Count, load.Refused, Percentiles.Of(load.Posts), Percentiles.Of(completed)),
            load.Accepted);
    }

    private static async Task<IReadOnlyList<TimeSpan>> UntilCompletedAsync(
        RunningService service, IReadOnlyCollection<Guid> orders, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            await using var scope = service.CreateScope();
            var times = await CompletionTimes.ReadAsync(scope.ServiceProvider, orders, cancellationToken);
            if (times.Count == orders.Count || Stopwatch.GetElapsedTime(begin) > EndLimit)
                return times;
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }
}
