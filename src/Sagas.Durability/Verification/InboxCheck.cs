using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>
/// Every step of a saga has its row in the inbox, as long as the inbox remembers: both are written in one transaction. The
/// reverse cannot be checked, because an event that a saga ignores leaves a row but no step. Archived
/// steps are older than what the inbox remembers.
/// </summary>
/// <typeparam name="TSaga">The saga, stored by <c>DurableRepository</c>.</typeparam>
/// <param name="options">How long the inbox remembers.</param>
public class InboxCheck<TSaga>(IOptions<DurabilityOptions> options) : IInvariantCheck where TSaga : class, ISaga
{
    // The timestamps of a step and its inbox row differ slightly.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly string SagaType = typeof(TSaga).Name;
    private static readonly string Consumer = $":{typeof(TSaga).Name}";

    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var inbox = snapshot.Database.Set<InboxMessage>();
        var remembered = snapshot.At - options.Value.DuplicateDetectionWindow + Margin;
        var unclaimed = snapshot.Database.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaType == SagaType && step.At > remembered && step.MessageId != null
                && !inbox.Any(row => row.MessageId == step.MessageId && row.ConsumerId.EndsWith(Consumer)))
            .OrderBy(step => step.Position)
            .Select(step => new { step.SagaId, step.Version, step.Event, step.MessageId });
        await foreach (var step in unclaimed.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(
                step.SagaId, $"took step {step.Version} for {step.Event} {step.MessageId}, which is not in the inbox");

        findings.Count("handled messages in the inbox", await inbox.LongCountAsync(cancellationToken));
    }
}
