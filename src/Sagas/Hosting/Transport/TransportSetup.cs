using System.Net.Security;
using MassTransit;
using MassTransit.Serialization.JsonConverters;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Sagas.Contracts;
using Sagas.Durability.Configuration;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Hosting.Startup;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Payments;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Transport;

/// <summary>
/// The message transport, chosen by <c>Sagas:Transport</c>. Only this file and <see cref="BrokerConnection"/> name the
/// transports.
/// </summary>
internal static class TransportSetup
{
    private const string KindKey = "Sagas:Transport";
    private const string AddressKey = "ConnectionStrings:RabbitMq";

    private const Role RolesThatConsume = Role.Orders | Role.Payments | Role.Notifications;

    /// <summary>Adds the bus with the consumers and sagas of this process's roles.</summary>
    /// <exception cref="ConfigurationRefusedException">A setting is not valid.</exception>
    public static WebApplicationBuilder AddSagasBus(this WebApplicationBuilder builder)
    {
        var kind = GetKind(builder.Configuration);
        var roles = builder.Configuration.GetRoles();
        if (kind == TransportKind.InMemory && roles != Role.All)
        {
            throw new ConfigurationRefusedException(
                "Sagas:Roles", roles.ToString(),
                "the in-memory transport cannot reach another process, so it needs all roles in one");
        }

        builder.Services.Configure<DurabilityOptions>(options =>
        {
            options.DatabaseIsQueueOfRecord = kind == TransportKind.InMemory;
            // A process that only serves operators consumes nothing, but it checks the messages that they edit.
            options.KnowMessagesOf(typeof(Endpoints).Assembly);
        });
        SettingSection.Add<TransportKind>(builder.Services, KindKey);
        SettingSection.Add<string>(builder.Services, AddressKey);
        builder.Services.AddStrictOptions<BrokerOptions, BrokerOptionsValidation>(builder.Configuration, BrokerSection);
        builder.Services.AddShutdown(builder.Configuration);
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetKebabCaseEndpointNameFormatter();
            // MassTransit reports its usage to its makers unless told not to; the service's users have not agreed to that.
            bus.ConfigureUsageTelemetryOptions(usage => usage.Enabled = false);
            // Without its broker the API still accepts orders, which wait in the outbox; the other roles can do nothing.
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "bus";
                health.MinimalFailureStatus = roles.HasFlag(Role.Api) ? HealthStatus.Degraded : HealthStatus.Unhealthy;
            });
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => endpoint.UseDurableMessaging(context));
            if (roles.HasFlag(Role.Orders))
                bus.AddOrders(saga => saga.DurableRepository());
            if (roles.HasFlag(Role.Payments))
                bus.AddPayments();
            if (roles.HasFlag(Role.Notifications))
                bus.AddNotifications();
            bus.UseTransport(kind, roles, builder.Configuration);
        });
        builder.Services.AddSingleton(new StartupFact("Transport", kind == TransportKind.InMemory
            ? "in memory; the database keeps what is in progress"
            : kind.ToString()));
        return builder;
    }

    /// <summary>Which transport is configured.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The transport; in-memory if none is named.</returns>
    public static TransportKind GetKind(IConfiguration configuration) =>
        ConfigurationRefusedException.ReadEnum(configuration, KindKey, TransportKind.InMemory);

    /// <summary>The section with the broker's settings.</summary>
    public const string BrokerSection = "Sagas:RabbitMq";

    private static void UseTransport(
        this IBusRegistrationConfigurator bus, TransportKind kind, Role roles, IConfiguration configuration)
    {
        if (kind == TransportKind.InMemory)
        {
            bus.UsingInMemory((context, transport) =>
            {
                transport.ReadMessagesStrictly();
                transport.ReadForeignMessages(context, _ => null);
                transport.ConfigureEndpoints(context);
            });
            return;
        }

        bus.AddBrokerConnection<BrokerConnection>();
        bus.AddBrokerMessages<BrokerMessages>();
        var address = GetBrokerAddress(configuration);
        var queues = new List<string>();
        bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
        {
            var broker = context.GetRequiredService<IOptions<BrokerOptions>>().Value;
            endpoint.PrefetchCount = broker.PrefetchCount;
            UseQueueKind(endpoint, broker);
            queues.Add(name);
        });
        bus.UsingRabbitMq((context, transport) =>
        {
            var broker = context.GetRequiredService<IOptions<BrokerOptions>>().Value;
            transport.Host(address, host => Configure(host, broker, address));
            transport.ReadMessagesStrictly();
            transport.ReadForeignMessages(context, message => (message as RabbitMqBasicConsumeContext)?.Exchange);
            // A queue of its own keeps a process that reads from no other queue connected, so that it knows the broker's state.
            transport.AutoStart = (roles & RolesThatConsume) == Role.None;
            transport.ConfigureEndpoints(context);
            foreach (var queue in queues)
                transport.TakeOverErrors(context, queue, errors => UseQueueKind(errors, broker));
        });
    }

    private static void UseQueueKind(IReceiveEndpointConfigurator endpoint, BrokerOptions broker)
    {
        if (broker.QuorumQueues && endpoint is IRabbitMqReceiveEndpointConfigurator queue)
            queue.SetQuorumQueue(broker.QuorumSize);
    }

    // A message of the wrong shape must not be read as one whose members are empty, nor an amount as another, nor the last of two
    // members as if there were no first.
    private static void ReadMessagesStrictly(this IBusFactoryConfigurator transport) =>
        transport.ConfigureJsonSerializerOptions(json =>
        {
            json.RespectRequiredConstructorParameters = true;
            json.AllowDuplicateProperties = false;
            foreach (var rounding in json.Converters.OfType<StringDecimalJsonConverter>().ToList())
                json.Converters[json.Converters.IndexOf(rounding)] = new ExactDecimals();
            return json;
        });

    // What has no content type that MassTransit knows is tried as JSON.
    private static void ReadForeignMessages(
        this IBusFactoryConfigurator transport, IRegistrationContext context, Func<ReceiveContext, string?> exchangeOf)
    {
        var broker = context.GetRequiredService<IBrokerMessages>();
        transport.AddDeserializer(new EnvelopeJson(broker));
        transport.AddDeserializer(new RawJson(exchangeOf, broker), isDefault: true);
    }

    private static void Configure(IRabbitMqHostConfigurator host, BrokerOptions broker, Uri address)
    {
        host.ConnectionName($"sagas@{Environment.MachineName}:{Environment.ProcessId}");
        host.Heartbeat(broker.Heartbeat);
        // Without confirms, a message could leave the outbox and never arrive.
        host.PublisherConfirmation = true;
        if (broker.ClusterNodes is { Count: > 0 } nodes)
        {
            host.UseCluster(cluster =>
            {
                foreach (var node in nodes)
                    cluster.Node(node);
            });
        }

        if (address.Scheme == "amqps")
        {
            host.UseSsl(tls =>
            {
                tls.ServerName = broker.Tls.ServerName ?? address.Host;
                // By default MassTransit would accept a certificate that no authority vouches for.
                tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNotAvailable
                    | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors);
                if (broker.Tls.CertificatePath is { } path)
                {
                    tls.CertificatePath = path;
                    tls.CertificatePassphrase = broker.Tls.CertificatePassphrase ?? "";
                }
            });
        }
    }

    private static Uri GetBrokerAddress(IConfiguration configuration)
    {
        var configured = configuration[AddressKey];
        return Uri.TryCreate(configured, UriKind.Absolute, out var address)
            && address is { Scheme: "amqp" or "amqps", Host.Length: > 0 }
            ? address
            // The value is not repeated, because it contains a password.
            : throw new ConfigurationRefusedException(
                $"{AddressKey} is not a broker address: it must have the form amqp://user:password@host:port/virtual-host, "
                + "or amqps://….");
    }
}
