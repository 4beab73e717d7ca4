using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>The outcome of an operation on a dead letter.</summary>
/// <param name="Status">The kind of outcome.</param>
/// <param name="DeadLetter">The dead letter as it was; null if it was not found.</param>
/// <param name="MessageId">The id under which it was sent again.</param>
/// <param name="Check">What was found in a changed message.</param>
public record DeadLetterResult(
    DeadLetterStatus Status, DeadLetter? DeadLetter = null, Guid? MessageId = null, MessageCheck? Check = null);

/// <summary>The outcome of an operation on a dead letter.</summary>
public enum DeadLetterStatus
{
    /// <summary>It is done and recorded in the audit.</summary>
    Done,

    /// <summary>There is no such dead letter: it never existed, or somebody has dealt with it.</summary>
    NotFound,

    /// <summary>Somebody else dealt with it at the same moment. Nothing was done.</summary>
    AlreadyGone,

    /// <summary>The edited message is invalid. Nothing was done.</summary>
    Refused,
}
