namespace Sagas.Durability.Diagnostics;

/// <summary>
/// Moments at which a process may die with something half done: between any two of them there is a write, a message or an
/// acknowledgment. Tests kill the process at each of them.
/// </summary>
internal enum FailPoint
{
    /// <summary>A consumer has run; nothing of what it did is stored.</summary>
    MessageHandled,

    /// <summary>Everything that a group of units changes has been written but not committed.</summary>
    GroupWritten,

    /// <summary>A group has been committed, and nobody knows: its messages have not left, no caller has an answer.</summary>
    GroupCommitted,

    /// <summary>What a caller other than a consumer asked for has been committed, and the caller does not know yet.</summary>
    RequestCommitted,

    /// <summary>What a message caused has been committed, and the message has not been acknowledged.</summary>
    MessageCommitted,

    /// <summary>A message in the outbox is about to be sent.</summary>
    MessageLeaving,

    /// <summary>One message of a unit has been sent, and the next one has not.</summary>
    BetweenMessages,

    /// <summary>The broker has a message whose row is still in the outbox.</summary>
    MessageSent,

    /// <summary>The rows of messages that have arrived have been removed from the outbox.</summary>
    RowsRemoved,

    /// <summary>This process has leased timers that are due, and has sent none of them.</summary>
    TimersLeased,

    /// <summary>A dead letter has been written but not committed.</summary>
    DeadLetterWritten,

    /// <summary>A dead letter has been committed; its message is still in the queue, and its fault has not been sent.</summary>
    DeadLetterCommitted,

    /// <summary>A message whose handling did not finish before has been counted, and is about to be handled again.</summary>
    DeliveryCounted,

    /// <summary>A message has failed, and waits for its next attempt or to be given up; nothing is stored of that.</summary>
    MessageFailed,
}
