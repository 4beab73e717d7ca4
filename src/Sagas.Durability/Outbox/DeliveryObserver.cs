using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Outbox;

/// <summary>Embedded: records that an endpoint is done with a message, whether handled, redelivered later or given up.</summary>
internal sealed class DeliveryObserver(InFlightMessages inFlight) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (TransportHeaders.OutboxIdOf(context) is { } outboxId)
            inFlight.Handled(outboxId, EndpointNames.Of(context.InputAddress));
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class =>
        Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        if (TransportHeaders.OutboxIdOf(context) is { } outboxId)
            inFlight.Release(outboxId);
        return Task.CompletedTask;
    }
}
