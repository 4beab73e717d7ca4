using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>
/// Finds sagas that have messages or timers in the outbox: their own, or others sent in one of their conversations. The outbox
/// has no index for this, because every message would have to pay for it; so it is read once for many sagas.
/// </summary>
internal sealed class MessagesUnderWay(DurableDatabase database)
{
    /// <summary>About how many sagas to look up at a time.</summary>
    public const int MostSagas = 500;

    private const int MostConversations = 1_000;

    /// <summary>Returns those of the sagas that have anything in the outbox.</summary>
    /// <param name="sagaType">Their type.</param>
    /// <param name="sagaIds">The sagas, at most <see cref="MostSagas"/>.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<HashSet<Guid>> FindAsync(
        string sagaType, IReadOnlyList<Guid> sagaIds, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var spokenOf = await context.Set<SagaTransition>().AsNoTracking()
            .Where(step => sagaIds.Contains(step.SagaId) && step.SagaType == sagaType && step.ConversationId != null)
            .Select(step => new { step.SagaId, ConversationId = step.ConversationId!.Value }).Distinct()
            .ToListAsync(cancellationToken);
        var sagasOf = spokenOf.ToLookup(step => step.ConversationId, step => step.SagaId);

        var (found, named) = (new HashSet<Guid>(), new List<(Guid SagaId, Guid MessageId)>());
        foreach (var conversations in sagasOf.Select(same => same.Key).DefaultIfEmpty().Chunk(MostConversations))
        {
            var messages = await context.Set<OutboxMessage>().AsNoTracking()
                .Where(message => (message.SagaId != null && sagaIds.Contains(message.SagaId.Value))
                    || (message.ConversationId != null && conversations.Contains(message.ConversationId.Value)))
                .Select(message => new { message.SagaId, message.ConversationId, message.MessageId }).Distinct()
                .ToListAsync(cancellationToken);
            found.UnionWith(messages.SelectMany(message => sagasOf[message.ConversationId ?? Guid.Empty]));
            named.AddRange(messages.Where(message => message.SagaId is not null)
                .Select(message => (message.SagaId!.Value, message.MessageId)));
        }

        named.RemoveAll(message => found.Contains(message.SagaId));
        var others = await SentByOthersAsync(context, sagaType, [.. named.Select(message => message.SagaId)], cancellationToken);
        found.UnionWith(named.Where(message => !others.Contains(message.MessageId)).Select(message => message.SagaId));
        return found;
    }

    // A message tells the id of its saga, but not its type. A saga of another type that has the same id may keep a timer for
    // years.
    private static async Task<HashSet<Guid>> SentByOthersAsync(
        DbContext context, string sagaType, HashSet<Guid> sagaIds, CancellationToken cancellationToken)
    {
        if (sagaIds.Count == 0)
            return [];
        var steps = await context.Set<SagaTransition>().AsNoTracking()
            .Where(step => sagaIds.Contains(step.SagaId) && step.SagaType != sagaType)
            .Select(step => step.Messages).ToListAsync(cancellationToken);
        return [.. steps.SelectMany(StepMessages.IdsOf)];
    }
}
