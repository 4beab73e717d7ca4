using System.CommandLine;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Contests.Results;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Scale;

/// <summary><c>scale</c>: what is gained by more processes of the service.</summary>
internal static class ScaleCommand
{
    private const int BrokenInvariant = 1;

    public static Command Create()
    {
        var options = new ContestOptions(rounds: 1);
        var instances = new Option<int[]>("--instances")
        {
            Description = "How many processes with all roles; several numbers are measured one after another",
            DefaultValueFactory = _ => [1, 2, 4],
            AllowMultipleArgumentsPerToken = true,
        };
        var roles = new Option<bool>("--roles") { Description = "Also five processes with one role each" };
        var command = new Command(
            "scale", "Measures the program as separate processes, on the RabbitMQ and PostgreSQL of ConnectionStrings.")
        {
            instances,
            roles,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<Arrangement> arrangements = [.. parsed.GetValue(instances)!.Select(Arrangement.Instances)];
            if (parsed.GetValue(roles))
                arrangements.Add(Arrangement.Roles);
            var result = await MeasureAsync([.. arrangements.Select(NewEntrant)], options.Read(parsed), cancellationToken);
            await Console.Out.WriteLineAsync(result.ToTable());
            await ResultFile.WriteAsync(parsed.GetValue(options.Json), result, cancellationToken);
            return result.Findings.Count == 0 ? 0 : BrokenInvariant;
        });
        return command;
    }

    private static Entrant NewEntrant(Arrangement arrangement)
    {
        var database = new PostgreSqlDatabase(Servers.PostgreSql, arrangement.Name);
        return new(
            arrangement.Name, database,
            cancellationToken => ProcessesContestant.StartAsync(arrangement, database, cancellationToken));
    }

    private static async Task<ContestResult> MeasureAsync(
        IReadOnlyList<Entrant> entrants, ContestSettings settings, CancellationToken cancellationToken)
    {
        foreach (var entrant in entrants)
            await entrant.Database.CreateAsync(cancellationToken);
        var runs = await Contest.RunAsync(entrants, settings, cancellationToken);
        return new ContestResult(
            settings,
            runs,
            [.. entrants.Skip(1).Select(other => Ratio.Read(runs, other.Name, entrants[0].Name))],
            await entrants[0].Database.ReadMachineAsync(cancellationToken),
            await Contest.FindAsync(entrants, cancellationToken))
        {
            Processes = "service processes'",
        };
    }
}
