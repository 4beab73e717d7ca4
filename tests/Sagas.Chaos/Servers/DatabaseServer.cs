using Npgsql;

namespace Sagas.Chaos.Servers;

/// <summary>A PostgreSQL server of the run's own, which can be stopped and crashed.</summary>
internal sealed class DatabaseServer : PrivateServer
{
    /// <summary>The application name of the run's own sessions, which are spared.</summary>
    public const string OwnName = "chaos";

    private DatabaseServer(string directory) : base(directory)
    {
    }

    public int Port { get; } = FreePort.Find();

    /// <summary>How the service reaches it without a proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<DatabaseServer> StartNewAsync(string directory)
    {
        await InstallAsync("postgresql");
        System.IO.Directory.CreateDirectory(directory);
        // PostgreSQL does not run as root, and its user must be able to enter.
        await Shell.RunAsync($"chmod 711 {directory}");
        var database = new DatabaseServer(directory);
        await database.StartAsync();
        database.ConnectionString = (await database.CallAsync("postgres_connection")).Trim();
        return database;
    }

    public Task StartAsync() => CallAsync("start_postgres", FormattableString.Invariant($"{Port}"));

    public Task StopAsync() => CallAsync("stop_postgres");

    /// <summary>Stops it without finishing anything, so that it must recover.</summary>
    public Task CrashAsync() => CallAsync("stop_postgres", "immediate");

    public string ConnectionStringOver(TcpProxy proxy) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Port = proxy.Port }.ToString();

    /// <summary>Ends all sessions except the run's own.</summary>
    public async Task EndSessionsAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = OwnName, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> '{OwnName}'",
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
