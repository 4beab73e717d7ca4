using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using RabbitMQ.Client;
using Sagas.Durability.Outbox;
using PublishException = RabbitMQ.Client.Exceptions.PublishException;

namespace Sagas.Hosting.Transport;

/// <summary>The bus's connection to RabbitMQ, which is re-established whenever it is closed.</summary>
/// <param name="services">Provides the bus when it is needed.</param>
internal sealed class BrokerConnection(IServiceProvider services) : IBrokerConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public bool IsRefusal(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            // A returned message has found no queue; a different connection would not help.
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
