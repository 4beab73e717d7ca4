using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// Everything that one consumed message or one request changes: plain data, gathered while the consumer runs and handed to the
/// committer as a whole.
/// </summary>
internal sealed class UnitOfWork
{
    /// <summary>The claim on the consumed message; null outside consumers.</summary>
    public InboxMessage? Claim { get; init; }

    /// <summary>
    /// A claim that must not exist yet, and is not left behind: the unit is about a message that its consumer has not handled. If
    /// the consumer has handled it after all, the unit is a duplicate.
    /// </summary>
    public InboxMessage? Unhandled { get; init; }

    /// <summary>Claims to remove.</summary>
    public List<InboxMessage> Forgotten { get; } = [];

    /// <summary>Whether it was found out, before it was handled, that the message had been handled before.</summary>
    public bool WasHandledBefore { get; set; }

    /// <summary>Whether its message is handled again because a concurrent change stood in the way.</summary>
    public bool FollowsConflict { get; init; }

    /// <summary>New versions of sagas.</summary>
    public List<SagaWrite> Sagas { get; } = [];

    /// <summary>Their steps.</summary>
    public List<SagaTransition> Transitions { get; } = [];

    /// <summary>Messages to send and timers to set, in the order in which they were sent.</summary>
    public List<OutboxMessage> Outgoing { get; } = [];

    /// <summary>Whether this process sends them right after the commit; null until that is decided.</summary>
    public bool? LeavesAtOnce { get; set; }

    /// <summary>Tokens of timers to cancel.</summary>
    public List<Guid> CancelledTimers { get; } = [];

    /// <summary>New due times of timers that were moved.</summary>
    public List<DateTimeOffset> MovedTimers { get; } = [];

    /// <summary>Outbox rows whose messages have arrived.</summary>
    public List<Guid> DeliveredMessages { get; } = [];

    /// <summary>Outbox rows whose messages expired before they were sent.</summary>
    public List<Guid> ExpiredMessages { get; } = [];

    /// <summary>Messages that could not be handled.</summary>
    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>Rows that contexts have tracked.</summary>
    public List<RowWrite> Rows { get; } = [];

    /// <summary>The contexts of those rows.</summary>
    public List<DbContext> Tracking { get; } = [];

    /// <summary>Contexts that save their changes themselves, in the same transaction.</summary>
    public List<DbContext> Participants { get; } = [];

    /// <summary>The W3C traceparent that the consumed message came with.</summary>
    public string? TraceParent { get; set; }

    /// <summary>The time at which everything in the unit happens; null until it is first asked for.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>The saga that is handling the message: messages sent now are attributed to its next version.</summary>
    public (Guid Id, int Version)? ActingSaga { get; set; }
}
