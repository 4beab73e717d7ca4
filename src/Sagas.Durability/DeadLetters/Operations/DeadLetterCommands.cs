using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// Units of work that deal with a dead letter. Each changes or removes its row in the same transaction, unless it is being
/// retried: if two deal with it at the same time, only one finds it so, and the other's unit is not committed.
/// </summary>
internal sealed class DeadLetterCommands(
    DurableDatabase database, InFlightMessages inFlight, IOptions<DurabilityOptions> options, TimeProvider time)
{
    /// <summary>
    /// Puts the message of the dead letter into the outbox again. It stays as one that is being retried until its result is
    /// known.
    /// </summary>
    public UnitOfWork Retry(DeadLetter deadLetter, DeadLetterEdit? edit, AuditEntry entry)
    {
        var unit = new UnitOfWork { LeavesAtOnce = inFlight.HasRoom };
        var now = time.GetStorableUtcNow();
        var message = RetriedMessage.Of(deadLetter, edit, now, unit.LeavesAtOnce == true ? now + options.Value.OutboxLease : now);
        unit.Rows.Add(RetryOf(deadLetter, entry, message.MessageId, now));
        unit.Rows.Add(RowWrite.New(database, entry));
        unit.Outgoing.Add(message);
        return unit;
    }

    /// <summary>Removes the dead letter; all of it is kept in the audit.</summary>
    public UnitOfWork Discard(DeadLetter deadLetter, AuditEntry entry)
    {
        var unit = new UnitOfWork();
        unit.Rows.Add(RemovalOf(deadLetter));
        unit.Rows.Add(RowWrite.New(database, entry));
        return unit;
    }

    private RowWrite RetryOf(DeadLetter deadLetter, AuditEntry entry, Guid messageId, DateTimeOffset now)
    {
        var table = database.DeadLetters;
        (string Property, object? Value)[] values =
        [
            (nameof(DeadLetter.IsBeingRetried), true),
            (nameof(DeadLetter.RetriedAt), now),
            (nameof(DeadLetter.RetriedBy), entry.Actor),
            (nameof(DeadLetter.RetryJobId), entry.RetryJobId),
            (nameof(DeadLetter.RetriedMessageId), messageId),
        ];
        return RowWrite.Change(table, deadLetter.DeadLetterId.ToString(), table.Statements.Update(
            [.. values.Select(value => table[value.Property])], values.Select(value => value.Value),
            Undecided(table), [deadLetter.DeadLetterId, false]));
    }

    private RowWrite RemovalOf(DeadLetter deadLetter)
    {
        var table = database.DeadLetters;
        return RowWrite.Change(
            table, deadLetter.DeadLetterId.ToString(),
            table.Statements.Delete(Undecided(table), [deadLetter.DeadLetterId, false]));
    }

    private static IReadOnlyList<StoredColumn> Undecided(StoredTable table) =>
        [.. table.Key, table[nameof(DeadLetter.IsBeingRetried)]];
}
