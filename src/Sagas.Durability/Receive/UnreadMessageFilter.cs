using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// Handles messages that never reached a consumer: those that cannot be read, and those whose type no consumer of the queue
/// handles. If the dead letter cannot be stored, the message goes to MassTransit's own <c>_error</c> queue.
/// </summary>
internal sealed class UnreadMessageFilter(DurableEndpoint endpoint) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    private const string Skipped = "No consumer of this queue handles messages of this type.";

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        StoreFaultedAsync(context, next);

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        GiveUpAsync(context, Skipped, attempts: 1);

    /// <summary>Turns a message that no consumer may see into a dead letter.</summary>
    public Task GiveUpAsync(ReceiveContext context, string reason, int attempts) =>
        StoreAsync(context, reason, null, attempts, () => context.GetPayload<IErrorTransport>().Send(
            Typed(new RescueExceptionReceiveContext(context, new MessageException(typeof(object), reason)))));

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetter");

    private async Task StoreFaultedAsync(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        MessageInHand.Take(context);
        if (context.Exception is FailureNotStoredException)
            await KeepAsync(context, () => next.Send(Typed(context)));
        else
        {
            await StoreAsync(
                context, UnreadReason.Of(context.Exception, context), context.Exception, attempts: 1,
                () => next.Send(Typed(context)));
        }

        // Otherwise MassTransit would also treat it as a message without a consumer.
        await context.NotifyFaulted(context.Exception);
    }

    // A foreign client's message gets its type from the exchange it was published to, which is not that of the error queue.
    private ExceptionReceiveContext Typed(ExceptionReceiveContext context)
    {
        if (!context.TransportHeaders.TryGetHeader(MassTransit.MessageHeaders.MessageType, out _)
            && endpoint.Messages.Read(context).TextOf(MessageProperties.MessageType) is { } type)
            context.ExceptionHeaders.Set(MassTransit.MessageHeaders.MessageType, type);
        return context;
    }

    private async Task StoreAsync(
        ReceiveContext context, string reason, Exception? exception, int attempts, Func<Task> otherwise)
    {
        MessageInHand.Take(context);
        if (TryWrite(context, reason, exception, attempts) is not { } deadLetter)
        {
            await KeepAsync(context, otherwise);
            return;
        }

        for (var attempt = 1; !await TryStoreAsync(context, deadLetter); attempt++)
        {
            if (attempt >= FailureNotStoredException.Attempts
                && await endpoint.Database.IsReachableAsync(context.CancellationToken))
            {
                await KeepAsync(context, otherwise);
                return;
            }

            await endpoint.Database.WaitUntilReachableAsync(endpoint.Time, context.CancellationToken);
        }

        // Where the database is the queue of record, an unreadable message would be sent again forever.
        if (endpoint.Options.DatabaseIsQueueOfRecord && TransportHeaders.OutboxIdOf(context) is { } outboxId)
            endpoint.InFlight.Handled(outboxId, endpoint.Name);
        endpoint.Logger.LogError(
            exception, "A message of queue {Endpoint} becomes a dead letter: {Reason}", endpoint.Name, reason);
    }

    // Whatever unforeseen content a message has, it must not be redelivered forever.
    private DeadLetter? TryWrite(ReceiveContext context, string reason, Exception? exception, int attempts)
    {
        try
        {
            return FailedMessage.ToDeadLetter(context, endpoint, reason, exception, attempts);
        }
        catch (Exception failure)
        {
            endpoint.Logger.LogError(
                failure, "A message of queue {Endpoint} cannot be stored as a dead letter: {Reason}", endpoint.Name, reason);
            return null;
        }
    }

    private async Task<bool> TryStoreAsync(ReceiveContext context, DeadLetter deadLetter)
    {
        try
        {
            // A process may die before it has acknowledged a message that it has already stored; then the message is redelivered.
            // A message that is delivered for the first time is stored, whatever had the same id before.
            var claim = endpoint.NewClaim(endpoint.Messages.IdOf(context), FailureClaims.Unread(endpoint.Name, context));
            if (await CommitAsync(deadLetter, claim, context.CancellationToken) == CommitOutcome.Duplicate)
            {
                if (TransportHeaders.IsDeliveredAgain(context))
                    return true;
                await CommitAsync(deadLetter, claim: null, context.CancellationToken);
            }

            DurabilityMetrics.DeadLetters.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint.Name));
            return true;
        }
        catch (Exception failure) when (!context.CancellationToken.IsCancellationRequested)
        {
            endpoint.Logger.LogError(failure, "A dead letter of queue {Endpoint} could not be stored", endpoint.Name);
            return false;
        }
    }

    private Task<CommitOutcome> CommitAsync(DeadLetter deadLetter, InboxMessage? claim, CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork { Claim = claim };
        unit.DeadLetters.Add(deadLetter);
        return endpoint.Committer.CommitAsync(unit, cancellationToken);
    }

    // The database is reachable but refuses. If it is the queue of record, the message's row still exists and is sent again when
    // its lease expires; otherwise the broker keeps the message in a queue of its own.
    private async Task KeepAsync(ReceiveContext context, Func<Task> otherwise)
    {
        if (endpoint.Options.DatabaseIsQueueOfRecord && TransportHeaders.OutboxIdOf(context) is { } outboxId)
            endpoint.InFlight.Release(outboxId);
        else
            await otherwise();
    }
}
