using MassTransit;
using MassTransit.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// Runs a consumer or saga on one message and commits what it did as one unit of work. After a conflict it runs again in a
/// new scope, on the data as it is then; a duplicate leaves no trace, whether that is found out before it runs, after it has
/// failed or when its work is committed.
/// </summary>
/// <typeparam name="TMessage">The consumed message.</typeparam>
/// <param name="scopes">Makes the scopes.</param>
/// <param name="consumerId">The consumer or saga.</param>
/// <param name="asksItself">Whether it looks for duplicates itself before it handles a message, as sagas do when they are
/// read.</param>
/// <param name="endpoint">The endpoint.</param>
internal sealed class UnitOfWorkFilter<TMessage>(
    ConsumeScopeProvider scopes, string consumerId, bool asksItself, DurableEndpoint endpoint)
    : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryConsumeAsync(context, next, followsConflict: attempt > 1);
            if (outcome == CommitOutcome.Duplicate)
                DurabilityMetrics.InboxDuplicates.Add(1, new KeyValuePair<string, object?>("consumer", consumerId));
            if (outcome != CommitOutcome.Conflict)
                return;

            DurabilityMetrics.Conflicts.Add(1, new KeyValuePair<string, object?>("consumer", consumerId));
            if (attempt > endpoint.Options.ConflictLimit)
                throw new ConflictLimitException(consumerId, attempt);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unitOfWork").Add("consumer", consumerId);

    // What a consumer makes of a message that it has handled before is of no interest: it may well fail, because its work is
    // done.
    private async Task<CommitOutcome> TryConsumeAsync(
        ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next, bool followsConflict)
    {
        var unit = new UnitOfWork
        {
            Claim = endpoint.NewClaim(context.MessageId, consumerId),
            FollowsConflict = followsConflict,
        };
        try
        {
            if (asksItself || followsConflict || !HandledMessages.MayContain(context.ReceiveContext)
                || !await endpoint.Handled.ContainAsync(unit.Claim, context.CancellationToken))
                return await SuspectDelivery.RunAsync(context, () => ConsumeAsync(context, next, unit));
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            FailPoints.Reach(FailPoint.MessageFailed);
            if (!await WasHandledAsync(unit.Claim, context.CancellationToken))
                throw;
            endpoint.Logger.LogInformation(
                "Message {MessageId} is a duplicate of one that {Consumer} has handled, and its failure does not matter: {Reason}",
                context.MessageId, consumerId, exception.Message);
        }

        // Otherwise MassTransit would take it for a message without a consumer.
        await context.NotifyConsumed(context, TimeSpan.Zero, consumerId);
        return CommitOutcome.Duplicate;
    }

    private async Task<bool> WasHandledAsync(InboxMessage? claim, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.Handled.ContainAsync(claim, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The database cannot be reached, which is also why the message failed. It is asked again before the message is given
            // up.
            return false;
        }
    }

    private async Task<CommitOutcome> ConsumeAsync(
        ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next, UnitOfWork unit)
    {
        await using var created = await scopes.GetScope(context);
        var services = created.Context.GetPayload<IServiceProvider>();
        var scope = services.GetRequiredService<UnitOfWorkScope>();
        scope.Unit = unit;
        scope.IsConsuming = true;

        await next.Send(new UnitOfWorkConsumeContext<TMessage>(created.Context, unit, services, endpoint.Capture));
        if (unit.WasHandledBefore)
            return CommitOutcome.Duplicate;

        scope.Complete();
        FailPoints.Reach(FailPoint.MessageHandled);
        var outcome = await endpoint.Committer.CommitAsync(unit, context.CancellationToken);
        FailPoints.Reach(FailPoint.MessageCommitted);
        return outcome;
    }
}
