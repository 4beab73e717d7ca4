using System.Data.Common;
using Npgsql;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Outside;
using Sagas.Chaos.Runs;
using Sagas.Chaos.Servers;
using Sagas.Chaos.Service;
using Sagas.Faults.Clocks;

namespace Sagas.Chaos.Worlds;

/// <summary>Several instances with all roles, and RabbitMQ and PostgreSQL servers that they reach through proxies.</summary>
internal sealed class ServerWorld : World
{
    private static readonly TimeSpan ProviderLatency = TimeSpan.FromMilliseconds(60);

    private readonly ChaosSettings _settings;
    private readonly string _output;
    private BrokerServer _broker = null!;
    private DatabaseServer _database = null!;
    private TcpProxy? _toBroker;
    private TcpProxy? _toDatabase;
    private PaymentProvider? _provider;
    private EventSubscriber? _subscriber;
    private NpgsqlDataSource? _ownConnections;
    private NonsensePublisher _nonsense = null!;
    private ServerFaults _faults = null!;
    private IReadOnlyList<ServiceInstance> _instances = [];
    private ServiceProgram _program = null!;
    private StoredOrders _stored = null!;

    private ServerWorld(ChaosSettings settings, string output)
    {
        _settings = settings;
        _output = output;
        Clock = new ClockFile(Path.Combine(Scratch.FullName, "clock"));
    }

    public override IReadOnlyList<ServiceInstance> Instances => _instances;

    public override ServiceProgram Program => _program;

    public override StoredOrders Stored => _stored;

    public override IReadOnlyList<string> Evidence => ["--ledger", Ledger, "--events", Events];

    public override IReadOnlyList<NonsenseMessage> Nonsense => _nonsense.Confirmed;

    public override IReadOnlyList<Charge> KeptByMistake => _provider!.KeptByMistake;

    protected override ClockFile Clock { get; }

    private string Ledger => Path.Combine(_output, "charges.jsonl");

    private string Events => Path.Combine(_output, "events.jsonl");

    public static async Task<ServerWorld> StartAsync(ChaosSettings settings, string output, CancellationToken cancellationToken)
    {
        var world = new ServerWorld(settings, output);
        try
        {
            await world.StartServersAsync(cancellationToken);
            await world.StartServiceAsync(cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public override Task InjectAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        if (fault.Instance is not { } instance)
            return _faults.InjectAsync(fault, cancellationToken);
        _instances[instance].Kill();
        return Task.CompletedTask;
    }

    public override Task DisturbAsync(CancellationToken cancellationToken) => _nonsense.RunAsync(cancellationToken);

    public override async Task<bool> IsQuietAsync(CancellationToken cancellationToken) =>
        (await _broker.CountMessagesAsync()).Values.Sum() == 0;

    public override Task<IReadOnlyList<Guid>> FindDoubleChargesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Guid>>(
            [.. _provider!.ChargedOrders.CountBy(orderId => orderId).Where(charges => charges.Value > 1)
                .Select(charges => charges.Key)]);

    public override async Task<IReadOnlyDictionary<string, string>> ReadFactsAsync(CancellationToken cancellationToken) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["broker"] = $"RabbitMQ {await _broker.ReadVersionAsync()}, classic queues, publisher confirms",
            ["database"] = $"PostgreSQL {await _stored.AskAsync("SHOW server_version", cancellationToken)}",
            ["durability"] =
                $"fsync {await _stored.AskAsync("SHOW fsync", cancellationToken)}, synchronous_commit {await _stored.AskAsync("SHOW synchronous_commit", cancellationToken)}",
        };

    protected override async Task StopServersAsync()
    {
        if (_subscriber is not null)
            await _subscriber.DisposeAsync();
        if (_ownConnections is not null)
            await _ownConnections.DisposeAsync();
        await Task.WhenAll(
            _toBroker?.DisposeAsync().AsTask() ?? Task.CompletedTask, _toDatabase?.DisposeAsync().AsTask() ?? Task.CompletedTask);
        if (_provider is not null)
            await _provider.DisposeAsync();
        if (_broker is not null)
            await _broker.StopAsync();
        if (_database is not null)
            await _database.StopAsync();
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        await Shell.RunAsync($"chmod 711 {Scratch.FullName}");
        _broker = await BrokerServer.StartNewAsync(Path.Combine(Scratch.FullName, "rabbitmq"));
        _database = await DatabaseServer.StartNewAsync(Path.Combine(Scratch.FullName, "postgres"));
        _toBroker = new TcpProxy(_broker.Port);
        _toDatabase = new TcpProxy(_database.Port);
        _faults = new ServerFaults(_broker, _database, _toBroker, _toDatabase, Clock, new Dice(_settings.Seed));
        _provider = await PaymentProvider.StartAsync(Ledger, ProviderLatency, _settings.PaymentTimeout);
        _nonsense = new NonsensePublisher(_broker.Address, new Dice(_settings.Seed));
        _subscriber = await EventSubscriber.StartAsync(_broker.Address, Events, cancellationToken);
        var connectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            ApplicationName = DatabaseServer.OwnName,
        };
        _ownConnections = NpgsqlDataSource.Create(connectionString);
        _stored = new StoredOrders(async cancellation => (DbConnection)await _ownConnections.OpenConnectionAsync(cancellation));
    }

    private async Task StartServiceAsync(CancellationToken cancellationToken)
    {
        _program = new ServiceProgram(NewSettings(_broker.Address, _database.ConnectionString), Clock);
        var (exitCode, told) = await _program.RunAsync(cancellationToken, "--migrate");
        if (exitCode != 0)
            throw new InvalidOperationException($"The database could not be brought up to date:\n{told}");

        var disturbed = new ServiceProgram(
            NewSettings(new UriBuilder(_broker.Address)
            {
                Port = _toBroker!.Port,
            }.Uri, _database.ConnectionStringOver(_toDatabase!)), Clock);
        _instances =
        [
            .. Enumerable.Range(1, _settings.Instances)
                .Select(number =>
                    new ServiceInstance(disturbed, Path.Combine(_output, FormattableString.Invariant($"instance-{number}.log")))),
        ];
        await StartInstancesAsync(cancellationToken);
    }

    private Dictionary<string, string> NewSettings(Uri broker, string database) =>
        new(WorldSettings.Of(_settings), StringComparer.Ordinal)
        {
            ["Sagas__Transport"] = "RabbitMq",
            ["ConnectionStrings__RabbitMq"] = broker.ToString(),
            ["Sagas__Database"] = "PostgreSql",
            ["ConnectionStrings__Sagas"] = database,
            ["Sagas__Payments__Gateway"] = "Http",
            ["Sagas__Payments__BaseAddress"] = _provider!.Address.ToString(),
        };
}
