using MassTransit;
using MassTransit.Middleware;
using Sagas.Durability.DeadLetters;

namespace Sagas.Durability.Configuration;

/// <summary>Makes receive endpoints durable.</summary>
public static class DurableEndpointExtensions
{
    /// <summary>
    /// Lets every consumer and saga of the endpoint work in units of work: inbox, saga, outbox and timers in one
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
        endpoint.ConfigureDeadLetter(skipped =>
        {
            skipped.UseFilter(unread);
            skipped.UseFilter(new DeadLetterTransportFilter());
        });
    }
}
