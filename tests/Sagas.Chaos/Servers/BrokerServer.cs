using System.Diagnostics;
using System.Globalization;

namespace Sagas.Chaos.Servers;

/// <summary>A RabbitMQ server of the run's own, which can be stopped, killed and starved of memory.</summary>
internal sealed class BrokerServer : PrivateServer
{
    private const string Reason = "chaos";
    private const string NormalWatermark = "0.4";

    private readonly int _managementPort = FreePort.Find();

    private BrokerServer(string directory) : base(directory)
    {
    }

    public int Port { get; } = FreePort.Find();

    /// <summary>Its address, with user and password.</summary>
    public Uri Address { get; private set; } = null!;

    public static async Task<BrokerServer> StartNewAsync(string directory)
    {
        await InstallAsync("rabbitmq-server");
        System.IO.Directory.CreateDirectory(directory);
        var broker = new BrokerServer(directory);
        await broker.StartAsync();
        broker.Address = new Uri((await broker.CallAsync("rabbitmq_uri")).Trim());
        return broker;
    }

    public Task StartAsync() => CallAsync("start_rabbitmq", FormattableString.Invariant($"{Port} {_managementPort}"));

    public Task StopAsync() => CallAsync("stop_rabbitmq");

    /// <summary>Kills it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        var file = Path.Combine(Directory, "rabbitmq.pid");
        using (var process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture)))
            process.Kill();
        // Its name server is still running, and would conflict with the next one's.
        await StopAsync();
    }

    public Task CloseConnectionsAsync() => ControlAsync($"close_all_connections {Reason}");

    /// <summary>Makes it believe that it has no memory left.</summary>
    public Task StarveAsync() => ControlAsync("set_vm_memory_high_watermark 0");

    public Task FeedAsync() => ControlAsync($"set_vm_memory_high_watermark {NormalWatermark}");

    public async Task<string> ReadVersionAsync() => (await ControlAsync("version")).Trim();

    /// <summary>Counts the messages in each queue, including those not acknowledged by consumers.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountMessagesAsync() =>
        (await ControlAsync("list_queues name messages --no-table-headers")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t'))
        .ToDictionary(
            columns => columns[0], columns => long.Parse(columns[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private Task<string> ControlAsync(string command) => CallAsync("rabbitmq_control", command);
}
