using MassTransit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Receive;

/// <summary>
/// Gives up on a message that kills the process whenever it is handled, before it does so for ever. A message that comes
/// again because its handling did not finish is counted in the inbox before it is handled. From the second count on, fewer and
/// fewer such messages are handled at a time, and on its last chance each is alone, so that the innocent ones, which merely
/// happened to be there, are told apart from the guilty one.
/// </summary>
internal sealed class PoisonMessageFilter(DurableEndpoint endpoint, UnreadMessageFilter unread) : IFilter<ReceiveContext>
{
    private readonly DeliveryCounter _deliveries = new(endpoint);
    private readonly PoisonMessageLimiter _suspects = new();

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (!TransportHeaders.IsDeliveredAgain(context))
        {
            await next.Send(context);
            return;
        }

        if (await _deliveries.CountFirstAsync(context) is { } first)
            await HandleAsync(context, next, first);
        else
            await HandleSuspectAsync(context, next);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("crash").Add("limit", endpoint.Options.CrashLimit);

    // Counted only when it is its turn: nobody is suspected of what happens while they wait.
    private async Task HandleSuspectAsync(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var limit = endpoint.Options.CrashLimit;
        var counted = await _deliveries.CountedAsync(context);
        using var place = await _suspects.EnterAsync(PoisonMessageLimiter.ConcurrencyOf(counted + 1, limit), context.CancellationToken);
        // Past the limit the consumer's own filter gives up on it, which knows the message; if that does not finish either,
        // the message becomes a dead letter unread.
        if (await _deliveries.CountNextAsync(context, counted) is { } delivery)
            await HandleAsync(context, next, delivery);
        else
            await unread.GiveUpAsync(context, UnendedDeliveryException.Reason, limit);
    }

    private async Task HandleAsync(ReceiveContext context, IPipe<ReceiveContext> next, CountedDelivery delivery)
    {
        context.GetOrAddPayload(() => delivery);
        FailPoints.Reach(FailPoint.DeliveryCounted);
        try
        {
            await next.Send(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // It comes again because the process stops as it should.
            await _deliveries.ForgetAsync(delivery);
            throw;
        }
    }
}
