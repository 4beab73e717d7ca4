using MassTransit;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;

namespace Sagas.Durability.Receive;

/// <summary>
/// Gives up on a message that kills the process whenever it is handled, before it does so forever. A message that is redelivered
/// because its handling did not finish is counted in the inbox while it is handled. From the second count on, fewer and fewer
/// such messages are handled at a time, and on its last chance each is alone, so that innocent ones, which merely happened to be
/// in progress at the same time, are told apart from the guilty one.
/// </summary>
internal sealed class PoisonMessageFilter(DurableEndpoint endpoint, UnreadMessageFilter unread) : IFilter<ReceiveContext>
{
    private readonly DeliveryCounter _deliveries = new(endpoint);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        MessageInHand.Take(context);
        if (!TransportHeaders.IsDeliveredAgain(context))
        {
            await next.Send(context);
            return;
        }

        var message = _deliveries.KeyOf(context);
        if (!endpoint.Suspects.TryBegin(message))
        {
            await next.Send(context);
            return;
        }

        try
        {
            if (await _deliveries.CountFirstAsync(message, context.CancellationToken) is { } first)
                await HandleAsync(context, next, first);
            else
                await HandleSuspectAsync(context, next, message);
        }
        finally
        {
            endpoint.Suspects.End(message);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("crash").Add("limit", endpoint.Options.CrashLimit);

    // Counted only when its turn comes: a message is not held responsible for a crash that happens while it waits.
    private async Task HandleSuspectAsync(
        ReceiveContext context, IPipe<ReceiveContext> next, (Guid MessageId, string Prefix) message)
    {
        var claims = await _deliveries.AwaitClaimsOnAsync(message.MessageId, context.CancellationToken);
        // Past the limit, the consumer's own filter gives up on the message, because it can read it; if that does not finish
        // either, the message becomes a dead letter unread.
        if (await _deliveries.CountNextAsync(message, claims, context.CancellationToken) is { } delivery)
            await HandleAsync(context, next, delivery);
        else if (endpoint.WasHandledByAll(claims))
            endpoint.Logger.LogInformation(
                "Message {MessageId} of queue {Endpoint} is a duplicate that did not come to its end",
                endpoint.Messages.IdOf(context), endpoint.Name);
        else
            await unread.GiveUpAsync(context, UnendedDeliveryException.Reason, endpoint.Options.CrashLimit);
    }

    private static async Task HandleAsync(ReceiveContext context, IPipe<ReceiveContext> next, SuspectDelivery delivery)
    {
        context.GetOrAddPayload(() => delivery);
        FailPoints.Reach(FailPoint.DeliveryCounted);
        try
        {
            await next.Send(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // It will be redelivered because of a regular shutdown.
            await delivery.StopAsync();
            throw;
        }
        finally
        {
            await delivery.EndAsync();
        }
    }
}
