using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// Wraps everything a consumer does with a message: a message that still fails after the in-process retries is redelivered
/// later, and finally becomes a dead letter together with its <see cref="Fault{T}"/>; each in one
/// transaction, so that no failure is lost. A failure that names the time for the next attempt only postpones the message. The
/// other messages of the queue do not wait for it.
/// </summary>
/// <typeparam name="TMessage">The consumed message.</typeparam>
internal sealed class DeliveryFilter<TMessage>(string consumerId, DurableEndpoint endpoint, EndpointBreaker breaker)
    : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        Envelope.ShouldBeReadable(context);
        using var logScope = endpoint.Options.LogScopes ? MessageLogScope.Begin(endpoint.Logger, context) : null;
        context.GetOrAddPayload<MessageSchedulerContext>(() => NewScheduler(context));
        var suspect = SuspectDelivery.Of(context);
        if (suspect is not null && breaker.Pause is not null)
            await suspect.WaitAsync();
        await breaker.WaitAsync(context.CancellationToken);
        try
        {
            for (var attempt = 1; !await TryConsumeAsync(context, next, suspect, attempt); attempt++)
                await endpoint.Database.WaitUntilReachableAsync(endpoint.Time, context.CancellationToken);
        }
        catch
        {
            breaker.Abandoned();
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("delivery").Add("consumer", consumerId);

    /// <returns>
    /// False if the database is, or just was, out of reach: then nothing has happened to the message, and it waits.
    /// </returns>
    private async Task<bool> TryConsumeAsync(
        ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next, SuspectDelivery? suspect, int attempt)
    {
        if (suspect?.Number > endpoint.Options.CrashLimit)
        {
            if (!await TryGiveUpAsync(context, new UnendedDeliveryException(), attempt, forGood: true))
                return false;
            await context.NotifyConsumed(context, TimeSpan.Zero, consumerId);
            return true;
        }

        if (endpoint.Rules.ErrorsOf(context.Message, typeof(TMessage)) is { Count: > 0 } errors)
        {
            var refusal = new MessageRefusedException(errors);
            if (!await TryGiveUpAsync(context, refusal, attempt, forGood: true))
                return false;
            await context.NotifyFaulted(context, TimeSpan.Zero, consumerId, refusal);
            return true;
        }

        try
        {
            await next.Send(new DeliveryContext<TMessage>(context));
            breaker.Succeeded();
            return true;
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            // A saga wraps what its steps throw.
            var cause = exception.GetBaseException();
            return IsForGood(cause)
                ? await TryGiveUpAsync(context, cause, attempt, forGood: true)
                : await TryGiveUpAsync(context, exception, attempt, forGood: false);
        }
    }

    // It would be refused whenever it is handled, and says nothing about the others of its queue.
    private static bool IsForGood(Exception exception) => exception is MessageRefusedException or UnstorableValueException;

    private async Task<bool> TryGiveUpAsync(ConsumeContext<TMessage> context, Exception exception, int attempt, bool forGood)
    {
        try
        {
            // What a failure says of itself is the message's code, too.
            await SuspectDelivery.RunAsync(context, () => GiveUpAsync(context, exception, forGood));
            return true;
        }
        catch (Exception failure) when (!context.CancellationToken.IsCancellationRequested)
        {
            endpoint.Logger.LogError(failure, "The failure of message {MessageId} could not be stored", context.MessageId);
            // If the database has only just come back, it may have been unavailable when it mattered.
            if (attempt >= FailureNotStoredException.Attempts
                && await endpoint.Database.IsReachableAsync(context.CancellationToken))
                throw new FailureNotStoredException(exception);
            return false;
        }
    }

    private async Task<CommitOutcome> GiveUpAsync(ConsumeContext<TMessage> context, Exception exception, bool forGood)
    {
        var redeliveries = TransportHeaders.RedeliveriesOf(context.ReceiveContext);
        var delays = endpoint.Options.EffectiveRedeliveryDelays;
        var postponed = forGood ? null : Postponed(context, exception, redeliveries);
        var unit = postponed ?? (redeliveries < delays.Count && !forGood
            ? Redelivery(context, exception, redeliveries, delays[redeliveries])
            : await DeadLetterAsync(context, exception, redeliveries + 1));
        var outcome = await endpoint.Committer.CommitAsync(unit, context.CancellationToken);
        if (outcome == CommitOutcome.Committed)
        {
            Report(context, unit, exception, isWarning: postponed is null);
            // What cannot be handled before a certain time, or ever, says nothing about the messages behind it.
            if (postponed is not null || IsForGood(exception))
                breaker.Abandoned();
            else
                breaker.Failed(exception);
            return outcome;
        }

        // It has been handled in the meantime, or its failure had been recorded before.
        DurabilityMetrics.InboxDuplicates.Add(1, new KeyValuePair<string, object?>("consumer", consumerId));
        endpoint.Logger.LogInformation(
            "Message {MessageId} failed in {Consumer}, but is a duplicate: {Reason}", context.MessageId, consumerId,
            exception.Message);
        breaker.Abandoned();
        return outcome;
    }

    private void Report(ConsumeContext<TMessage> context, UnitOfWork unit, Exception exception, bool isWarning)
    {
        if (unit.DeadLetters.Count > 0)
        {
            DurabilityMetrics.DeadLetters.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint.Name));
            endpoint.Logger.LogError(
                exception, "Message {MessageId} becomes a dead letter: {Consumer} could not handle it",
                context.MessageId, consumerId);
            return;
        }

        DurabilityMetrics.Redeliveries.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint.Name));
        endpoint.Logger.Log(
            isWarning ? LogLevel.Warning : LogLevel.Information,
            "Message {MessageId} failed in {Consumer} and will be redelivered at {DueAt:O}: {Reason}",
            context.MessageId, consumerId, unit.Outgoing[0].DueAt, exception.Message);
    }

    // The claim keeps a duplicate of the failed delivery from being scheduled a second time.
    private UnitOfWork Redelivery(ConsumeContext<TMessage> context, Exception exception, int redeliveries, TimeSpan delay)
    {
        var unit = new UnitOfWork
        {
            Claim = endpoint.NewClaim(
                context.MessageId, FailureClaims.Redelivery(consumerId, context.ReceiveContext, redeliveries + 1)),
            Unhandled = endpoint.NewClaim(context.MessageId, consumerId),
        };
        unit.Outgoing.Add(FailedMessage.ToRedelivery(context, endpoint, exception, redeliveries + 1, delay));
        return unit;
    }

    /// <returns>Null if the failure names no time, or names one again after the message was put off for too long.</returns>
    private UnitOfWork? Postponed(ConsumeContext<TMessage> context, Exception exception, int redeliveries)
    {
        var (now, limit) = (endpoint.Time.GetStorableUtcNow(), endpoint.Options.PostponeLimit);
        if (endpoint.Options.NotBefore(exception) is not { } wanted
            || Postponement.Of(context.ReceiveContext).Next(now, limit) is not { } postponement)
            return null;

        var unit = new UnitOfWork
        {
            Claim = endpoint.NewClaim(
                context.MessageId, FailureClaims.Postponement(consumerId, context.ReceiveContext, postponement.Number)),
        };
        unit.Outgoing.Add(FailedMessage.ToRedelivery(
            context, endpoint, exception, redeliveries, Postponement.Until(wanted, now, limit) - now, postponement));
        return unit;
    }

    private async Task<UnitOfWork> DeadLetterAsync(ConsumeContext<TMessage> context, Exception exception, int attempts)
    {
        var unit = new UnitOfWork
        {
            Claim = endpoint.NewClaim(context.MessageId, FailureClaims.Dead(consumerId, context.ReceiveContext)),
            Unhandled = endpoint.NewClaim(context.MessageId, consumerId),
        };
        unit.DeadLetters.Add(FailedMessage.ToDeadLetter(context, endpoint, consumerId, exception, attempts));
        var capturing = new UnitOfWorkConsumeContext<TMessage>(context, unit, endpoint.Services, endpoint.Capture);
        await new FaultSender<TMessage>(capturing, endpoint).SendAsync(exception);
        return unit;
    }

    // For UseScheduledRedelivery and the like, which schedule outside any unit of work.
    private ConsumeMessageSchedulerContext NewScheduler(ConsumeContext<TMessage> context) =>
        new(context, _ => new MessageScheduler(
            new CommittingScheduleProvider(
                unit => new UnitOfWorkConsumeContext<TMessage>(context, unit, endpoint.Services, endpoint.Capture),
                endpoint.Committer),
            context.GetPayload<IBusTopology>()));
}
