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
    /// <param name="sagaIds">The sagas, at most <see cref="MostSagas"/>.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<HashSet<Guid>> FindAsync(IReadOnlyList<Guid> sagaIds, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var spokenOf = await context.Set<SagaTransition>().AsNoTracking()
            .Where(step => sagaIds.Contains(step.SagaId) && step.ConversationId != null)
            .Select(step => new { step.SagaId, ConversationId = step.ConversationId!.Value }).Distinct()
            .ToListAsync(cancellationToken);
        var sagasOf = spokenOf.ToLookup(step => step.ConversationId, step => step.SagaId);

        var found = new HashSet<Guid>();
        foreach (var conversations in sagasOf.Select(same => same.Key).DefaultIfEmpty().Chunk(MostConversations))
        {
            var messages = await context.Set<OutboxMessage>().AsNoTracking()
                .Where(message => (message.SagaId != null && sagaIds.Contains(message.SagaId.Value))
                    || (message.ConversationId != null && conversations.Contains(message.ConversationId.Value)))
                .Select(message => new { message.SagaId, message.ConversationId }).Distinct()
                .ToListAsync(cancellationToken);
            found.UnionWith(messages.SelectMany(
                message => sagasOf[message.ConversationId ?? Guid.Empty].Append(message.SagaId ?? Guid.Empty)));
        }

        return found;
    }
}
