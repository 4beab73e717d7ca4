using System.CommandLine;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Results;
using Sagas.Benchmarks.Measuring;
using Sagas.Hosting.Database;

namespace Sagas.Benchmarks.Compare;

/// <summary><c>compare</c>: the service and hand-written code for this one purpose, in turns on the same machine.</summary>
internal static class CompareCommand
{
    private const int BrokenInvariant = 1;
    private const int Rounds = 3;
    private const string Embedded = "messages in memory, kept by their rows until their consumers have committed";

    public static Command Create()
    {
        var options = new ContestOptions(Rounds);
        var database = new Option<DatabaseKind>("--database")
        {
            Description = "PostgreSql, with RabbitMQ, or Sqlite, embedded",
            DefaultValueFactory = _ => DatabaseKind.PostgreSql,
        };
        var plot = new Option<FileInfo?>("--plot") { Description = "A file for a chart of the result (SVG)" };
        var only = new Option<string[]>("--only")
        {
            Description = "Names of the contestants to measure; all by default",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "compare",
            "Measures the service and two floors in turns, on the RabbitMQ and PostgreSQL of ConnectionStrings or embedded.")
        {
            database,
            plot,
            only,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await CompareAsync(
                parsed.GetValue(database), parsed.GetValue(only)!, options.Read(parsed), cancellationToken);
            await Console.Out.WriteLineAsync(result.ToTable());
            await ResultFile.WriteAsync(parsed.GetValue(options.Json), result, cancellationToken);
            if (parsed.GetValue(plot) is { } plotFile)
                await File.WriteAllTextAsync(plotFile.FullName, ContestPlot.Draw(result), cancellationToken);
            return result.Findings.Count == 0 ? 0 : BrokenInvariant;
        });
        return command;
    }

    private static async Task<ContestResult> CompareAsync(
        DatabaseKind database, string[] names, ContestSettings settings, CancellationToken cancellationToken)
    {
        var all = Entrants.On(database);
        try
        {
            Entrant[] entrants =
            [
                .. all.Where(entrant => names.Length == 0 || names.Contains(entrant.Name, StringComparer.OrdinalIgnoreCase)),
            ];
            if (entrants.Length == 0)
                throw new InvalidOperationException(
                    $"No contestant has such a name. There are {string.Join(", ", all.Select(entrant => entrant.Name))}; stock is available only in a build with -p:WithStock=true.");
            foreach (var entrant in entrants)
                await entrant.Database.CreateAsync(cancellationToken);
            var runs = await Contest.RunAsync(entrants, settings, cancellationToken);
            return new ContestResult(
                settings,
                runs,
                [.. entrants.Skip(1).Select(other => Ratio.Read(runs, entrants[0].Name, other.Name))],
                await entrants[0].Database.ReadMachineAsync(cancellationToken),
                await Contest.FindAsync(entrants, cancellationToken))
            {
                Transport = database == DatabaseKind.Sqlite ? Embedded : ContestResult.RabbitMq,
            };
        }
        finally
        {
            foreach (var entrant in all)
                await entrant.Database.DisposeAsync();
        }
    }
}
