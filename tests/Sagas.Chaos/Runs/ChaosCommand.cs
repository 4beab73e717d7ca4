using System.CommandLine;

namespace Sagas.Chaos.Runs;

/// <summary>The command line.</summary>
internal static class ChaosCommand
{
    private const int Broken = 1;
    private const int Seeds = 1_000_000;

    public static RootCommand Create()
    {
        var minutes = new Option<double?>("--minutes")
        {
            Description = "For how many minutes faults are injected (5, or as long as the kills take)",
        };
        var seed = new Option<int?>("--seed") { Description = "The same seed plans the same faults and orders (random)" };
        var embedded = new Option<bool>("--embedded")
        {
            Description = "One process with SQLite instead of RabbitMQ and PostgreSQL; only kills and clock jumps",
        };
        var instances = new Option<int>("--instances") { Description = "Processes of the service", DefaultValueFactory = _ => 2 };
        var kills = new Option<int?>("--kills") { Description = "How many processes are killed (one every 7 s)" };
        var rate = new Option<double>("--rate") { Description = "Orders per second", DefaultValueFactory = _ => 12 };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The directory for the report",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "chaos")),
        };
        var command = new RootCommand(
            "Runs the service under load, injects faults, and checks what happened to every order. The exit code is 0 only if nothing is lost and all invariants hold.")
        {
            minutes, seed, embedded, instances, kills, rate, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = NewSettings(
                parsed.GetValue(minutes), parsed.GetValue(kills), parsed.GetValue(seed), parsed.GetValue(embedded),
                parsed.GetValue(instances), parsed.GetValue(rate));
            var result = await new ChaosRun(settings, parsed.GetValue(output)!, Console.WriteLine).RunAsync(cancellationToken);
            await Console.Out.WriteLineAsync(Reports.MarkdownReport.Write(result));
            return result.Holds ? 0 : Broken;
        });
        return command;
    }

    private static ChaosSettings NewSettings(double? minutes, int? kills, int? seed, bool embedded, int instances, double rate)
    {
        var duration = minutes is { } given ? TimeSpan.FromMinutes(given)
            : kills is { } count ? count * ChaosSettings.KillInterval
            : TimeSpan.FromMinutes(5);
        return new ChaosSettings
        {
            Duration = duration,
            Seed = seed ?? new Dice(Environment.TickCount).Below(Seeds),
            Instances = embedded ? 1 : instances,
            Embedded = embedded,
            Kills = kills ?? (int)(duration / ChaosSettings.KillInterval),
            OrdersPerSecond = rate,
        };
    }
}
