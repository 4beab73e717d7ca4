using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using RabbitMQ.Client;
using Sagas.Durability.Outbox;
using PublishException = RabbitMQ.Client.Exceptions.PublishException;

namespace Sagas.Hosting.Transport;

/// <summary>The connection that the bus holds to RabbitMQ, which makes a new one whenever it is closed.</summary>
/// <param name="services">Where the bus is, once it is asked for.</param>
public sealed class BrokerConnection(IServiceProvider services) : IBrokerConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public bool IsRefusal(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            // A message that comes back has found no queue, whatever the connection.
            if (cause is PublishException publishing)
                return !publishing.IsReturn;
        }

        return false;
    }

    /// <inheritdoc />
    public Task RenewAsync(CancellationToken cancellationToken)
    {
        var host = (IRabbitMqHostConfiguration)services.GetRequiredService<IBusInstance>().HostConfiguration;
        var close = Pipe.ExecuteAsync<ConnectionContext>(context => context.Connection.CloseAsync(
            Constants.ReplySuccess, "It refuses messages", Patience, abort: true, cancellationToken));
        return host.ConnectionContextSupervisor.Send(close, cancellationToken);
    }
}
