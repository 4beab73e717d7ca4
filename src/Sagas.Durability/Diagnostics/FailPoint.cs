namespace Sagas.Durability.Diagnostics;

/// <summary>
/// Moments at which a process may die with something half done: between any two of them lies a write, a message or an
/// acknowledgement. Tests end the process at each of them.
/// </summary>
internal enum FailPoint
{
    /// <summary>A consumer has run; nothing of what it did is stored.</summary>
    MessageHandled,

    /// <summary>Everything that a group of units changes is written, and not committed.</summary>
    GroupWritten,

    /// <summary>A group is committed, and nobody knows: its messages have not left, no caller has an answer.</summary>
    GroupCommitted,

    /// <summary>What somebody else than a message asked for is committed, and they do not know.</summary>
    RequestCommitted,

    /// <summary>What a message caused is committed, and the message is not acknowledged.</summary>
    MessageCommitted,

    /// <summary>A message of the outbox is about to leave.</summary>
    MessageLeaving,

    /// <summary>One message of a unit has left, and the next one has not.</summary>
    BetweenMessages,

    /// <summary>The broker has a message, whose row is still in the outbox.</summary>
    MessageSent,

    /// <summary>The rows of messages that have arrived are removed from the outbox.</summary>
    RowsRemoved,

    /// <summary>Timers that are due belong to this process, and none of them has left.</summary>
    TimersLeased,

    /// <summary>A dead letter is written, and not committed.</summary>
    DeadLetterWritten,

    /// <summary>A dead letter is committed; its message is still in the queue, and its fault has not left.</summary>
    DeadLetterCommitted,

    /// <summary>A message that did not come to its end before has been counted, and is about to be handled again.</summary>
    DeliveryCounted,
}
