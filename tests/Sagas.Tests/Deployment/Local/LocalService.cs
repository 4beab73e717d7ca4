using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Sagas.Chaos.Servers;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment.Local;

/// <summary>
/// The service as <c>infra/local/up.sh</c> runs it: five processes, a RabbitMQ and a PostgreSQL, all of them its own.
/// </summary>
internal sealed class LocalService : IAsyncDisposable
{
    private static readonly string Scripts = SourceTree.Absolute(Path.Combine("infra", "local"));

    private readonly Dictionary<string, string> _environment;
    private readonly NpgsqlDataSource _database;

    private LocalService(string directory, Dictionary<string, string> environment, string broker, string database, int httpPort)
    {
        Directory = directory;
        _environment = environment;
        Broker = new Uri(broker);
        // Without a pool: its connections would not survive the server.
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ToString());
        Client = new HttpClient { BaseAddress = new Uri($"http://localhost:{httpPort}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Everything of the service is below it.</summary>
    public string Directory { get; }

    public Uri Broker { get; }

    /// <summary>Talks to the role Api.</summary>
    public HttpClient Client { get; }

    /// <summary>Brings everything up.</summary>
    /// <param name="settings">Settings of the service, as environment variables.</param>
    public static async Task<LocalService> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("sagas-local-").FullName;
        // PostgreSQL does not run as root, and its user must be able to enter.
        await Shell.RunAsync($"chmod 711 {directory}", settings);
        var httpPort = FreePorts(8);
        var environment = new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["SAGAS_LOCAL_DIR"] = directory,
            ["SAGAS_LOCAL_HTTP_PORT"] = Text(httpPort),
            ["SAGAS_LOCAL_RABBITMQ_PORT"] = Text(httpPort + 5),
            ["SAGAS_LOCAL_MANAGEMENT_PORT"] = Text(httpPort + 6),
            ["SAGAS_LOCAL_POSTGRES_PORT"] = Text(httpPort + 7),
        };
        try
        {
            await Shell.RunAsync($"{Scripts}/up.sh", environment);
            var broker = await Shell.RunAsync($". {Scripts}/servers.sh; rabbitmq_uri {directory}/rabbitmq", environment);
            var database = await Shell.RunAsync($". {Scripts}/servers.sh; postgres_connection {directory}/postgres", environment);
            return new LocalService(directory, environment, broker.Trim(), database.Trim(), httpPort);
        }
        catch
        {
            await Shell.RunAsync($"{Scripts}/down.sh --purge", environment);
            throw;
        }
    }

    /// <summary>Starts again what has stopped.</summary>
    /// <returns>Whether everything is ready; a process may have died once more.</returns>
    public async Task<bool> TryStartWhatHasStoppedAsync()
    {
        try
        {
            await Shell.RunAsync($"{Scripts}/up.sh", _environment);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public Task StopBrokerAsync() => InServersAsync("stop_rabbitmq", "rabbitmq");

    public Task StartBrokerAsync() =>
        InServersAsync("start_rabbitmq", "rabbitmq", "$SAGAS_LOCAL_RABBITMQ_PORT $SAGAS_LOCAL_MANAGEMENT_PORT");

    public Task StopDatabaseAsync() => InServersAsync("stop_postgres", "postgres");

    public Task StartDatabaseAsync() => InServersAsync("start_postgres", "postgres", "$SAGAS_LOCAL_POSTGRES_PORT");

    /// <summary>Runs a command of RabbitMQ's own tool.</summary>
    public Task<string> ControlBrokerAsync(string command) =>
        Shell.RunAsync($". {Scripts}/servers.sh; rabbitmq_control {Directory}/rabbitmq {command}", _environment);

    /// <summary>Ends a role's process with SIGKILL.</summary>
    public void Kill(string role)
    {
        if (Find(role) is not { } process)
            return;
        using (process)
            process.Kill();
    }

    public bool Runs(string role)
    {
        using var process = Find(role);
        return process is { HasExited: false };
    }

    /// <summary>The rows of a query, each as its columns.</summary>
    public async Task<IReadOnlyList<object?[]>> QueryAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        return rows;
    }

    /// <summary>What the roles have logged of late, for whoever must find out what went wrong.</summary>
    public string Log() => !System.IO.Directory.Exists(Path.Combine(Directory, "log"))
        ? ""
        : string.Join('\n', System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "log"), "*.log")
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)}:\n{string.Join('\n', File.ReadLines(file).TakeLast(15))}"));

    /// <summary>Takes everything down.</summary>
    /// <returns>What <c>down.sh</c> printed.</returns>
    public Task<string> StopAsync() => Shell.RunAsync($"{Scripts}/down.sh --purge", _environment);

    /// <summary>Command lines of processes that still have to do with the directory.</summary>
    public IReadOnlyList<string> WhatStillRuns() =>
    [
        .. Process.GetProcesses().Select(process => Read($"/proc/{process.Id}/cmdline"))
            .Where(line => line.Contains(Directory, StringComparison.Ordinal)),
    ];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _database.DisposeAsync();
        await StopAsync();
    }

    private Task<string> InServersAsync(string function, string server, string arguments = "") =>
        Shell.RunAsync($". {Scripts}/servers.sh; {function} {Directory}/{server} {arguments}", _environment);

    private Process? Find(string role)
    {
#pragma warning disable CA1308 // The script names its files in lower case.
        var file = Path.Combine(Directory, "run", $"{role.ToLowerInvariant()}.pid");
#pragma warning restore CA1308
        try
        {
            return File.Exists(file)
                ? Process.GetProcessById(int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture))
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    // So many ports in a row that nobody listens on.
    private static int FreePorts(int count)
    {
        for (var first = 21_000; ; first += count)
        {
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
