using MassTransit.Middleware;
using MassTransit.Topology;
using Sagas.Durability.Configuration;
using Sagas.Durability.Receive;

namespace MassTransit;

/// <summary>Makes receive endpoints durable.</summary>
public static class DurableEndpointExtensions
{
    /// <summary>
    /// Makes every consumer and saga of the endpoint work in units of work: inbox, saga, outbox and timers in one
    /// transaction; short retries in process, then scheduled redeliveries, then a dead letter. Call it before any
    /// consumer is configured, for instance in <c>AddConfigureEndpointsCallback</c>.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">The registration that the endpoint belongs to.</param>
    public static void UseDurableMessaging(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        var durable = new DurableEndpoint(context, endpoint.InputAddress);
        var filters = new DurableFilters(durable, context);
        endpoint.ConnectConsumerConfigurationObserver(filters);
        endpoint.ConnectSagaConfigurationObserver(filters);

        // Faults are published by the delivery filter, in the transaction that stores the dead letter.
        endpoint.PublishFaults = false;

        var unread = new UnreadMessageFilter(durable);
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(unread);
            error.UseFilter(new ErrorTransportFilter());
        });
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(unread));
        endpoint.ConfigureReceive(receive => receive.UseFilter(new PoisonMessageFilter(durable, unread)));
    }

    /// <summary>
    /// Moves the contents of a queue's <c>_error</c> queue to the dead letters. Messages get there only while the database
    /// is reachable but refuses to store their dead letters.
    /// </summary>
    /// <param name="transport">The transport.</param>
    /// <param name="context">The registration that the endpoints belong to.</param>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="configure">Configures the error queue, which must have the same settings as the queue itself.</param>
    public static void TakeOverErrors(
        this IReceiveConfigurator transport, IRegistrationContext context, string queue,
        Action<IReceiveEndpointConfigurator> configure) =>
        transport.ReceiveEndpoint(DefaultErrorQueueNameFormatter.Instance.FormatErrorQueueName(queue), endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PrefetchCount = 1;
            configure(endpoint);
            var durable = new DurableEndpoint(context, endpoint.InputAddress);
            endpoint.ConfigureReceive(receive => receive.UseFilter(new ErrorQueueFilter(durable, queue)));
        });
}
