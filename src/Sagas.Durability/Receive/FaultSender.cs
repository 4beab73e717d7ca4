using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Receive;

/// <summary>
/// Tells that a message was given up, as MassTransit does: whoever asked for faults or for a response gets the
/// <see cref="Fault{T}"/> under the id of the request; if nobody did, it is published.
/// </summary>
/// <typeparam name="TMessage">The message.</typeparam>
/// <param name="context">The message, in the unit of work that stores its dead letter.</param>
/// <param name="endpoint">The endpoint that gives it up.</param>
internal sealed class FaultSender<TMessage>(UnitOfWorkConsumeContext<TMessage> context, DurableEndpoint endpoint)
    : IPipe<SendContext<Fault<TMessage>>>
    where TMessage : class
{
    public async Task SendAsync(Exception exception)
    {
        Fault<TMessage> fault = new FaultEvent<TMessage>(
            context.Message, context.MessageId, HostMetadataCache.Host, exception, [.. context.SupportedMessageTypes])
        {
            Timestamp = endpoint.Time.GetUtcNow().UtcDateTime,
        };
        if (await FindRequesterAsync() is { } requester)
            await requester.Send(fault, this, context.CancellationToken);
        else
            await context.Publish(fault, this, context.CancellationToken);
    }

    public Task Send(SendContext<Fault<TMessage>> fault)
    {
        fault.CorrelationId = context.CorrelationId;
        fault.RequestId = context.RequestId;
        if (TransportHeaders.RedeliveriesOf(context.ReceiveContext) is > 0 and var redeliveries)
            fault.Headers.Set(MassTransit.MessageHeaders.FaultRedeliveryCount, redeliveries);
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("fault");

    // Anybody can write anything there. It must not keep the dead letter from being stored.
    private async Task<ISendEndpoint?> FindRequesterAsync()
    {
        if ((context.FaultAddress ?? context.ResponseAddress) is not { } address)
            return null;
        try
        {
            return await context.GetSendEndpoint(address);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            endpoint.Logger.LogWarning(
                exception, "The fault of message {MessageId} cannot be sent to {Address} and is published instead",
                context.MessageId, address);
            return null;
        }
    }
}
