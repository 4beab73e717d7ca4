using System.CommandLine;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Contests.Results;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Growth;

/// <summary><c>growth</c>: the service on a database that holds many orders, and on one that was empty at first.</summary>
internal static class GrowthCommand
{
    private const int BrokenInvariant = 1;
    private const int Rounds = 3;
    private const string Empty = "empty";
    private const string Grown = "grown";

    public static Command Create()
    {
        var options = new ContestOptions(Rounds);
        var orders = new Option<int>("--orders")
        {
            Description = "How many ended orders the grown database holds",
            DefaultValueFactory = _ => 1_000_000,
        };
        var command = new Command(
            "growth",
            "Measures throughput, pages and chores on a big database, on the RabbitMQ and PostgreSQL of ConnectionStrings.")
        {
            orders,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await MeasureAsync(parsed.GetValue(orders), options.Read(parsed), cancellationToken);
            await Console.Out.WriteLineAsync(result.ToTable());
            await Console.Out.WriteLineAsync(Audit.Tell(result.Findings));
            await ResultFile.WriteAsync(parsed.GetValue(options.Json), result, cancellationToken);
            return result.Findings.Count == 0 ? 0 : BrokenInvariant;
        });
        return command;
    }

    private static async Task<GrowthResult> MeasureAsync(
        int orders, ContestSettings settings, CancellationToken cancellationToken)
    {
        await using var empty = new PostgreSqlDatabase(Servers.PostgreSql, Empty);
        await using var grown = new PostgreSqlDatabase(Servers.PostgreSql, Grown);
        await empty.CreateAsync(cancellationToken);
        await grown.CreateAsync(cancellationToken);
        await SeededOrders.CreateAsync(grown, orders, further: [], cancellationToken);

        var entrants = new[] { NewEntrant(Empty, empty), NewEntrant(Grown, grown) };
        var runs = await Contest.RunAsync(entrants, settings, cancellationToken);
        var throughput = new ContestResult(
            settings,
            runs,
            [Ratio.Read(runs, Grown, Empty)],
            await grown.ReadMachineAsync(cancellationToken),
            await Contest.FindAsync(entrants, cancellationToken));
        var pages = await PageTimes.MeasureAsync(grown, cancellationToken);
        var undisturbed = ContestResult.MedianOf(throughput.Of(Grown).Select(run => run.OrdersPerSecond));
        var chores = new List<ChoreCost>();
        foreach (var chore in Chore.All)
            chores.Add(await ChoreCost.MeasureAsync(chore, grown, settings, undisturbed, cancellationToken));
        return new GrowthResult(
            orders, throughput, pages, chores, [.. throughput.Findings, .. await grown.FindAsync(cancellationToken)]);
    }

    private static Entrant NewEntrant(string name, PostgreSqlDatabase database) =>
        new(name, database, cancellationToken => ServiceContestant.StartAsync(database, [], cancellationToken));
}
