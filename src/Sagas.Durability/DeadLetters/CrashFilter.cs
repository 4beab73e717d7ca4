using MassTransit;
using Sagas.Durability.Configuration;
using Sagas.Durability.Outbox;

namespace Sagas.Durability.DeadLetters;

/// <summary>
/// Gives a message up that kills the process whenever it is handled, before it does so for ever. A message that comes
/// again because it did not come to an end is counted in the inbox before it is handled. From the second count on such
/// messages are handled one at a time, so that the innocent, who were merely there when it happened, are told from the
/// guilty.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the endpoint; there is no event at which it could be disposed.
internal sealed class CrashFilter(DurableEndpoint endpoint, UnreadMessageFilter unread) : IFilter<ReceiveContext>
#pragma warning restore CA1001
{
    private const string Reason =
        "The message was handled again and again without coming to an end: it kills the process, or its failure cannot be stored.";

    private readonly CountedDeliveries _deliveries = new(endpoint);
    private readonly SemaphoreSlim _oneSuspect = new(1, 1);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (!TransportHeaders.IsDeliveredAgain(context))
        {
            await next.Send(context);
            return;
        }

        var counted = await _deliveries.CountAsync(context);
        if (counted is not { } delivery)
            await unread.GiveUpAsync(context, Reason, endpoint.Options.CrashLimit);
        else if (delivery.Number == 1)
            await HandleAsync(context, next, delivery);
        else
            await HandleAloneAsync(context, next, delivery);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("crash").Add("limit", endpoint.Options.CrashLimit);

    private async Task HandleAloneAsync(ReceiveContext context, IPipe<ReceiveContext> next, CountedDelivery delivery)
    {
        await _oneSuspect.WaitAsync(context.CancellationToken);
        try
        {
            await HandleAsync(context, next, delivery);
        }
        finally
        {
            _oneSuspect.Release();
        }
    }

    private async Task HandleAsync(ReceiveContext context, IPipe<ReceiveContext> next, CountedDelivery delivery)
    {
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
