using MassTransit;
using MassTransit.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// Runs a consumer or saga on one message and commits what it did as one unit of work. After a conflict it runs again in a
/// new scope, on the data as it is then; a duplicate leaves no trace.
/// </summary>
/// <typeparam name="TMessage">The consumed message.</typeparam>
internal sealed class UnitOfWorkFilter<TMessage>(ConsumeScopeProvider scopes, string consumerId, DurableEndpoint endpoint)
    : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await ConsumeOnceAsync(context, next, followsConflict: attempt > 1);
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

    private async Task<CommitOutcome> ConsumeOnceAsync(
        ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next, bool followsConflict)
    {
        await using var created = await scopes.GetScope(context);
        var services = created.Context.GetPayload<IServiceProvider>();
        var unit = new UnitOfWork
        {
            Claim = endpoint.NewClaim(context.MessageId, consumerId),
            FollowsConflict = followsConflict,
        };
        var scope = services.GetRequiredService<UnitOfWorkScope>();
        scope.Unit = unit;
        scope.IsConsuming = true;

        await next.Send(new UnitOfWorkConsumeContext<TMessage>(created.Context, unit, services, endpoint.Capture));

        scope.Complete();
        FailPoints.Reach(FailPoint.MessageHandled);
        var outcome = await endpoint.Committer.CommitAsync(unit, context.CancellationToken);
        FailPoints.Reach(FailPoint.MessageCommitted);
        return outcome;
    }
}
