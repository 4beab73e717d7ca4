using System.Linq.Expressions;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Durability.Verification;

namespace Sagas.Tests.Durability.World;

/// <summary>What happens to the insurances of parcels, and what is left of it.</summary>
internal static class Policies
{
    public static Task InsureAsync(this DurableHost host, Guid parcelId, int amount) =>
        host.TellPolicyAsync(new InsureParcel(parcelId, amount), policy => policy.Amount == amount);

    public static async Task TellPolicyAsync<TMessage>(
        this DurableHost host, TMessage message, Expression<Func<PolicyState, bool>> isSo) where TMessage : class
    {
        await host.Bus.Publish(message);
        await host.UntilAsync(db => db.Set<PolicyState>().AnyAsync(isSo), $"{typeof(TMessage).Name} to be handled");
        await host.UntilQuietAsync();
    }

    public static async Task EndPolicyAsync(this DurableHost host, Guid parcelId)
    {
        await host.Bus.Publish(new PolicyEnded(parcelId));
        await host.UntilAsync(
            async db => !await db.Set<PolicyState>().AnyAsync(policy => policy.CorrelationId == parcelId), "the end");
        await host.UntilQuietAsync();
    }

    /// <summary>Delivers a message, and waits until it has been handled.</summary>
    public static async Task HandleAsync(this DurableHost host, object message)
    {
        var messageId = Guid.NewGuid();
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("queue:PolicyState"));
        await endpoint.Send(message, message.GetType(), context => context.MessageId = messageId);
        await host.UntilAsync(
            db => db.Set<InboxMessage>().AnyAsync(claim => claim.MessageId == messageId), $"{message} to be handled");
    }

    public static Task<PolicyState?> FindPolicyAsync(this DurableHost host, Guid parcelId) =>
        host.InDatabaseAsync(
            db => db.Set<PolicyState>().AsNoTracking().SingleOrDefaultAsync(policy => policy.CorrelationId == parcelId));

    public static Task<List<SagaTransition>> StepsAsync<TSaga>(this DurableHost host, Guid sagaId) =>
        host.InDatabaseAsync(db => db.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaId == sagaId && step.SagaType == typeof(TSaga).Name)
            .OrderBy(step => step.Version).ToListAsync());

    public static Task HistoryShouldHoldAsync<TSaga>(this DurableHost host) where TSaga : class, ISaga, ISagaVersion =>
        host.ShouldHoldAsync(new HistoryCheck<TSaga>());

    public static Task ArchiveShouldHoldAsync<TSaga>(this DurableHost host) where TSaga : class, ISaga, ISagaVersion =>
        host.ShouldHoldAsync(new ArchiveCheck<TSaga>());

    private static async Task ShouldHoldAsync(this DurableHost host, IInvariantCheck check)
    {
        var findings = new InvariantFindings("I4", "Every history reproduces its saga");
        await host.InDatabaseAsync(async db =>
        {
            await using var snapshot = await StoredSnapshot.OpenAsync(db, host.Time, CancellationToken.None);
            await check.CheckAsync(snapshot, findings, CancellationToken.None);
            return findings;
        });
        findings.Counts.ShouldNotBeEmpty();
        findings.Violations.ShouldBeEmpty();
    }
}
