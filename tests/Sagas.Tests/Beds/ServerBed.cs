using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Configuration;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;
using Sagas.Tests.Beds.Servers;

namespace Sagas.Tests.Beds;

/// <summary>A database and a virtual host of its own on servers that all tests share.</summary>
internal sealed class ServerBed : TestBed
{
    private readonly TestServers _servers;
    private readonly DeliveryLedger _deliveries = new();
    private readonly BrokerConnections _connections = new();

    private ServerBed(TestServers servers, string name)
    {
        _servers = servers;
        Name = name;
    }

    /// <summary>The name of the database, and of the virtual host.</summary>
    public string Name { get; }

    public Broker Broker => _servers.Broker;

    public Uri BrokerAddress => _servers.Broker.AddressOf(Name);

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Sagas:Transport"] = "RabbitMq",
        ["ConnectionStrings:RabbitMq"] = BrokerAddress.OriginalString,
        ["Sagas:Database"] = _servers.Database.Kind,
        ["ConnectionStrings:Sagas"] = _servers.Database.ConnectionStringOf(Name),
    };

    public override bool DatabaseIsQueueOfRecord => false;

    public override string WhatIsAwaited => $"In the queues: {_deliveries}. ";

    public static async Task<ServerBed> NewAsync(TestServers servers, bool withTables)
    {
        var bed = new ServerBed(servers, $"sagas-test-{Guid.NewGuid():N}");
        await Task.WhenAll(servers.Broker.AddVirtualHostAsync(bed.Name), servers.Database.CreateAsync(bed.Name, withTables));
        return bed;
    }

    public override SagasDbContext NewServiceContext() => _servers.Database.NewServiceContext(Name);

    public override void UseDatabase(DbContextOptionsBuilder options) => _servers.Database.Use(options, Name);

    public override void AddServiceDatabase(IServiceCollection services, Action<DurabilityOptions> configure) =>
        _servers.Database.AddServiceContext(services, UseDatabase, configure);

    public override void UseTransport(IBusRegistrationConfigurator bus)
    {
        bus.AddBrokerMessages<BrokerMessages>();
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(BrokerAddress);
            transport.ConfigureEndpoints(context);
        });
    }

    public override void Watch(IServiceCollection process)
    {
        process.AddSingleton(
            provider => new DeliveryWatch(
                _deliveries, _connections, provider.GetRequiredService<Subscribers>(),
                provider.GetRequiredService<IBrokerMessages>()));
        process.AddSingleton<ISendObserver>(provider => provider.GetRequiredService<DeliveryWatch>());
        process.AddSingleton<IPublishObserver>(provider => provider.GetRequiredService<DeliveryWatch>());
        process.AddSingleton<IReceiveObserver>(provider => provider.GetRequiredService<DeliveryWatch>());
    }

    public override async Task ProcessHasEndedAsync(DateTimeOffset now)
    {
        await _connections.AbortAsync();
        // As if its leases had ended, but time stays where it is, for all that waits for other times.
        await using var context = new OutboxContext(this);
        await context.Set<OutboxMessage>()
            .Where(message => message.VisibleAt > now && (message.DueAt == null || message.DueAt <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.VisibleAt, now.AddSeconds(-1)));
    }

    public override async Task<bool> IsQuietAsync(IServiceProvider process)
    {
        // Whoever looks at two things one after the other may miss what goes from the one to the other meanwhile.
        var before = _deliveries.Changes;
        return await base.IsQuietAsync(process) && _deliveries.IsEmpty && _deliveries.Changes == before;
    }

    protected override async ValueTask RemoveAsync()
    {
        await _servers.Broker.RemoveVirtualHostAsync(Name);
        await _servers.Database.RemoveAsync(Name);
    }
}
