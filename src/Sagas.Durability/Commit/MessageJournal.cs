using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>Keeps messages that leave the outbox, if configured to, using the same statement that removes them there.</summary>
internal sealed class MessageJournal(DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time)
{
    /// <summary>Removes the rows of messages that have left, if they are still there.</summary>
    /// <param name="outboxIds">The rows.</param>
    public IEnumerable<Statement> Remove(IEnumerable<Guid> outboxIds)
    {
        var outbox = database.Outbox.Statements;
        return options.Value.EffectiveKeepMessagesFor == TimeSpan.Zero
            ? outbox.Delete(nameof(OutboxMessage.OutboxId), outboxIds)
            : outbox.Move(
                nameof(OutboxMessage.OutboxId), outboxIds, database.Journal, nameof(JournaledMessage.LeftAt),
                time.GetStorableUtcNow());
    }
}
