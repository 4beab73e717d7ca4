using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Timers;

/// <summary>
/// Fires timers. A timer is an outbox row that becomes visible when it is due. This sees to it that the outbox is searched at
/// that moment; the search leases the row, so that no other instance fires it as well; and its message leaves like any other.
/// </summary>
internal sealed class TimerFiring(OutboxAlarm alarm, OutboxDispatcher dispatcher, ILogger<TimerFiring> logger)
    : IDueTimers, ICommitListener
{
    /// <summary>
    /// Remembers when timers that were set or moved are due. Those of other instances, or from before the start, are found by the
    /// search itself, which looks for the next due row.
    /// </summary>
    public void Committed(UnitOfWork unit)
    {
        foreach (var message in unit.Outgoing)
        {
            if (message.DueAt is { } dueAt)
                alarm.WakeAt(dueAt);
        }

        unit.MovedTimers.ForEach(alarm.WakeAt);
    }

    /// <inheritdoc />
    public void Fire(IReadOnlyList<OutboxMessage> due)
    {
        FailPoints.Reach(FailPoint.TimersLeased);
        logger.LogDebug("{Count} timers fire", due.Count);
        dispatcher.Enqueue(due, wereLeft: true);
    }
}
