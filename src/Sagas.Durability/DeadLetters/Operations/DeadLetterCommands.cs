using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// Units of work that deal with a dead letter. Each removes its row in the same transaction: if two deal with it at the
/// same time, only one removes it, and the other's unit is not committed.
/// </summary>
internal sealed class DeadLetterCommands(
    DurableDatabase database, InFlightMessages inFlight, IOptions<DurabilityOptions> options, TimeProvider time)
{
    /// <summary>Removes the dead letter and puts its message into the outbox again.</summary>
    public UnitOfWork Retry(DeadLetter deadLetter, DeadLetterEdit? edit, AuditEntry entry)
    {
        var unit = new UnitOfWork { LeavesAtOnce = inFlight.HasRoom };
        var now = time.GetStorableUtcNow();
        unit.Rows.Add(RemovalOf(deadLetter));
        unit.Rows.Add(RowWrite.New(database, entry));
        unit.Outgoing.Add(
            RetriedMessage.Of(deadLetter, edit, now, unit.LeavesAtOnce == true ? now + options.Value.OutboxLease : now));
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

    private RowWrite RemovalOf(DeadLetter deadLetter)
    {
        var table = database.DeadLetters;
        return RowWrite.Change(
            table, deadLetter.DeadLetterId.ToString(), table.Statements.Delete(table.Key, [deadLetter.DeadLetterId]));
    }
}
