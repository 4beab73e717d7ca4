using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>
/// Finds out what has come of what operators have sent. Nothing is claimed to have been done because it was asked for: the inbox
/// tells that a message was handled, or that it has failed.
/// </summary>
internal sealed class ActionEffects(DbContext db, IOptions<DurabilityOptions> options, TimeProvider time)
{
    // The clock of the process that handles it may be behind.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _patience = options.Value.RetryOutcomeLimit
        + options.Value.EffectiveRedeliveryDelays.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay);

    /// <summary>What has come of them.</summary>
    /// <param name="entries">What operators did.</param>
    /// <param name="saga">The saga that it concerned; null if it is not known.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By the ids of the entries; those by which nothing was sent are missing.</returns>
    public async Task<IReadOnlyDictionary<Guid, ActionEffect>> OfAsync(
        IEnumerable<AuditEntry> entries, SagaDetails? saga, CancellationToken cancellationToken)
    {
        var actions = entries.Select(SentAction.Of).OfType<SentAction>().ToList();
        var messageIds = actions.Select(action => action.MessageId).Distinct().ToList();
        var claims = messageIds.Count == 0
            ? []
            : await db.Set<InboxMessage>().AsNoTracking().Where(claim => messageIds.Contains(claim.MessageId))
                .ToListAsync(cancellationToken);
        var byMessage = claims.ToLookup(claim => claim.MessageId);
        return actions.ToDictionary(
            action => action.Entry.AuditEntryId, action => Of(action, [.. byMessage[action.MessageId]], saga));
    }

    private ActionEffect Of(SentAction action, List<InboxMessage> claims, SagaDetails? saga)
    {
        // First: another retry of the same message may have been handled since, which is no news of this one.
        if (action.DeadLetterId is { } retried
            && claims.Exists(claim => FailureClaims.SaysFailedAgain(claim.ConsumerId, retried)))
            return new ActionEffect(EffectStatus.FailedAgain, DeadLetterId: LetterOf(action, saga));
        if (saga?.Steps.FirstOrDefault(step => step.MessageId == action.MessageId && step.At >= action.Entry.At - Margin)
            is { } step)
            return new ActionEffect(EffectStatus.Handled, step.At, Step: step.ToState);
        if (claims.Find(claim => IsHandled(claim, action)) is { } handled)
        {
            return new ActionEffect(
                action.IsToSaga && saga is not null ? EffectStatus.Ignored : EffectStatus.Handled, handled.ReceivedAt);
        }

        if (action.IsToSaga && LetterOf(action, saga) is { } dead)
            return new ActionEffect(EffectStatus.FailedAgain, DeadLetterId: dead);
        var waiting = saga?.Waiting.FirstOrDefault(message => message.MessageId == action.MessageId);
        if (waiting is { LastError: not null })
            return new ActionEffect(EffectStatus.Retrying, NextAt: waiting.DueAt);
        return new ActionEffect(
            time.GetUtcNow() - action.Entry.At > _patience ? EffectStatus.Unknown
                : waiting is not null ? EffectStatus.Waiting
                : EffectStatus.Sent);
    }

    private static bool IsHandled(InboxMessage claim, SentAction action) => action.ConsumerId is { } consumer
        ? claim.ConsumerId == consumer
        // Other consumers of the queue may have handled it long ago; only those that get it now count.
        : (action.Queue is { } queue
            ? FailureClaims.SaysHandled(claim.ConsumerId, queue)
            : !claim.ConsumerId.Contains('#', StringComparison.Ordinal)) && claim.ReceivedAt >= action.Entry.At - Margin;

    private static Guid? LetterOf(SentAction action, SagaDetails? saga) => saga?.StoredLetters
        .Where(deadLetter => deadLetter.MessageId == action.MessageId && deadLetter.DeadAt >= action.Entry.At - Margin)
        .Select(deadLetter => (Guid?)deadLetter.DeadLetterId).FirstOrDefault();
}
