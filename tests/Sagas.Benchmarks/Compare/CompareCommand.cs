using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Floors;
using Sagas.Benchmarks.Throughput;

namespace Sagas.Benchmarks.Compare;

/// <summary><c>compare</c>: the service and what is written by hand for this one purpose, in turns on the same servers.</summary>
internal static class CompareCommand
{
    private const int BrokenInvariant = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly (string Name, Func<Servers, CancellationToken, Task<IContestant>> Start)[] Contestants =
    [
        ("service", async (servers, cancellationToken) => await ServiceContestant.StartAsync(servers, cancellationToken)),
        ("floor A", async (servers, _) => await Floor.StartAsync("floor A", new PerMessageCommitter(servers.PostgreSql), servers)),
        ("floor B", async (servers, _) => await Floor.StartAsync("floor B", new GroupingCommitter(servers.PostgreSql), servers)),
    ];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured", DefaultValueFactory = _ => 3 };
        var seconds = new Option<int>("--seconds") { Description = "For how long each time", DefaultValueFactory = _ => 15 };
        var warmUp = new Option<int>("--warm-up") { Description = "Seconds before that", DefaultValueFactory = _ => 5 };
        var concurrency = new Option<int>("--concurrency") { Description = "How many orders are under way at a time", DefaultValueFactory = _ => 256 };
        var json = new Option<FileInfo?>("--json") { Description = "A file that gets the result, too" };
        var plot = new Option<FileInfo?>("--plot") { Description = "A file that gets a picture of it (SVG)" };
        var only = new Option<string[]>("--only") { Description = "Names of those who take part", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        var command = new Command("compare", "Measures the service and two floors in turns, on the RabbitMQ and PostgreSQL of ConnectionStrings.")
        {
            rounds, seconds, warmUp, concurrency, json, plot, only,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(only)!;
            var result = await CompareAsync(
                new CompareSettings(
                    parsed.GetValue(rounds),
                    TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
                    TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    parsed.GetValue(concurrency)),
                name => names.Length == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase),
                cancellationToken);
            await Console.Out.WriteLineAsync(result.ToTable());
            if (parsed.GetValue(json) is { } jsonFile)
                await File.WriteAllTextAsync(jsonFile.FullName, JsonSerializer.Serialize(result, Json), cancellationToken);
            if (parsed.GetValue(plot) is { } plotFile)
                await File.WriteAllTextAsync(plotFile.FullName, ComparePlot.Draw(result), cancellationToken);
            return result.Findings.Count == 0 ? 0 : BrokenInvariant;
        });
        return command;
    }

    private static async Task<CompareResult> CompareAsync(CompareSettings settings, Func<string, bool> takesPart, CancellationToken cancellationToken)
    {
        var server = Environment.GetEnvironmentVariable("ConnectionStrings__Sagas")!;
        var broker = Environment.GetEnvironmentVariable("ConnectionStrings__RabbitMq")!;
        var contestants = Contestants.Where(contestant => takesPart(contestant.Name)).ToList();
        var databases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _) in contestants)
            databases[name] = await ContestDatabase.CreateAsync(server, name, cancellationToken);

        var accepted = contestants.ToDictionary(contestant => contestant.Name, _ => new List<Guid>(), StringComparer.Ordinal);
        var runs = new List<Run>();
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var (name, start) in contestants)
            {
                await using var contestant = await start(new Servers(broker, databases[name]), cancellationToken);
                var loop = new ClosedLoop(contestant, settings.Concurrency);
                runs.Add(await loop.RunAsync(settings.WarmUp, settings.Measured, cancellationToken));
                accepted[name].AddRange(loop.Accepted);
                await Console.Error.WriteLineAsync(FormattableString.Invariant($"round {round}, {name}: {runs[^1].OrdersPerSecond:0} orders/s"));
            }
        }

        var findings = new List<string>();
        MachineFacts? machine = null;
        foreach (var (name, orders) in accepted)
        {
            await using var services = ContestDatabase.Open(databases[name]);
            await using var scope = services.CreateAsyncScope();
            machine ??= await MachineFacts.ReadAsync(scope.ServiceProvider, cancellationToken);
            findings.AddRange((await Audit.FindAsync(scope.ServiceProvider, orders, cancellationToken)).Select(finding => $"{name}: {finding}"));
        }

        return new CompareResult(settings, runs, machine!, findings);
    }
}
