using System.Data.Common;
using Microsoft.Data.Sqlite;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Runs;
using Sagas.Chaos.Service;
using Sagas.Faults.Clocks;

namespace Sagas.Chaos.Worlds;

/// <summary>One process with its messages in memory and a SQLite file that outlives it.</summary>
internal sealed class EmbeddedWorld : World
{
    private readonly string _file;

    private EmbeddedWorld(ChaosSettings settings, string output)
    {
        _file = Path.Combine(Scratch.FullName, "sagas.db");
        Clock = new ClockFile(Path.Combine(Scratch.FullName, "clock"));
        Program = new ServiceProgram(
            new Dictionary<string, string>(WorldSettings.Of(settings), StringComparer.Ordinal)
            {
                ["Sagas__Transport"] = "InMemory",
                ["Sagas__Database"] = "Sqlite",
                ["ConnectionStrings__Sagas"] = $"Data Source={_file}",
                ["Sagas__Payments__Gateway"] = "Simulator",
            },
            Clock);
        Instances = [new ServiceInstance(Program, Path.Combine(output, "instance-1.log"))];
        Stored = new StoredOrders(OpenAsync);
    }

    public override IReadOnlyList<ServiceInstance> Instances { get; }

    public override ServiceProgram Program { get; }

    public override StoredOrders Stored { get; }

    /// <summary>
    /// None: the simulated gateway's record is in the database, and nobody else can subscribe to messages in memory.
    /// </summary>
    public override IReadOnlyList<string> Evidence => [];

    protected override ClockFile Clock { get; }

    public static async Task<EmbeddedWorld> StartAsync(ChaosSettings settings, string output, CancellationToken cancellationToken)
    {
        var world = new EmbeddedWorld(settings, output);
        try
        {
            await world.StartInstancesAsync(cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public override async Task InjectAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        if (fault.Kind == FaultKind.ClockJump)
            await Clock.JumpAsync(fault.Duration, cancellationToken);
        else
            Instances[0].Kill();
    }

    /// <summary>The database sees everything, because it is the queue.</summary>
    public override Task<bool> IsQuietAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public override Task<IReadOnlyList<Guid>> FindDoubleChargesAsync(CancellationToken cancellationToken) =>
        Stored.ReadDoubleChargesAsync(cancellationToken);

    public override async Task<IReadOnlyDictionary<string, string>> ReadFactsAsync(CancellationToken cancellationToken) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["database"] = $"SQLite {await Stored.AskAsync("SELECT sqlite_version()", cancellationToken)}",
            ["durability"] =
                $"journal_mode {await Stored.AskAsync("PRAGMA journal_mode", cancellationToken)}, synchronous as the service sets it",
        };

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
