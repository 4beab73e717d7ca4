using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>The outcome of an operation on a dead letter.</summary>
/// <param name="Status">The kind of outcome.</param>
/// <param name="DeadLetter">The dead letter as it was; null if it was not found.</param>
/// <param name="MessageId">The id under which it was sent again.</param>
/// <param name="Check">What was found in a changed message.</param>
public record DeadLetterResult(DeadLetterStatus Status, DeadLetter? DeadLetter = null, Guid? MessageId = null, MessageCheck? Check = null);
