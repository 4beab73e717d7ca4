using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Timers;

/// <summary>
/// Units of work that change when a timer fires. Its row must be as it was read: if somebody sends or moves it in the meantime,
/// the unit is not committed.
/// </summary>
internal sealed class TimerCommands(DurableDatabase database, TimeProvider time)
{
    /// <summary>Moves the timer to another time, with an audit entry.</summary>
    public UnitOfWork Move(OutboxMessage timer, DateTimeOffset dueAt, string action, AuditedBy by)
    {
        var expiresAt = ExpiryOf(timer, dueAt);
        var entry = AuditEntry.New(
            time, by, action, (AuditActions.Timer, timer.OutboxId.ToString()), timer.SagaId,
            before: new { Message = EventName.OfUrn(timer.MessageTypes), timer.MessageId, timer.DueAt, timer.ExpiresAt },
            after: new { DueAt = dueAt, ExpiresAt = expiresAt });
        var unit = new UnitOfWork();
        unit.Rows.Add(Changed(timer, dueAt, expiresAt));
        unit.Rows.Add(RowWrite.New(database, entry));
        unit.MovedTimers.Add(dueAt);
        return unit;
    }

    private RowWrite Changed(OutboxMessage timer, DateTimeOffset dueAt, DateTimeOffset? expiresAt)
    {
        var table = database.Outbox;
        (string Property, object? Value)[] values =
        [
            (nameof(OutboxMessage.DueAt), dueAt),
            (nameof(OutboxMessage.VisibleAt), dueAt),
            (nameof(OutboxMessage.ExpiresAt), expiresAt),
        ];
        return RowWrite.Change(table, timer.OutboxId.ToString(), table.Statements.Update(
            [.. values.Select(value => table[value.Property])], values.Select(value => value.Value),
            [.. table.Key, table[nameof(OutboxMessage.DueAt)], table[nameof(OutboxMessage.VisibleAt)]],
            [timer.OutboxId, timer.DueAt, timer.VisibleAt]));
    }

    // Its time to live begins when it fires.
    private static DateTimeOffset? ExpiryOf(OutboxMessage timer, DateTimeOffset dueAt) =>
        timer.ExpiresAt - timer.DueAt is { } timeToLive && timeToLive < DateTimeOffset.MaxValue - dueAt
            ? dueAt + timeToLive
            : null;
}
