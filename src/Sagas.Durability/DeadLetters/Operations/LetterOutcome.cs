using Sagas.Durability.DeadLetters.Editing;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>What has come of an operation on a dead letter.</summary>
/// <param name="Fate">In a word.</param>
/// <param name="Letter">The letter as it was; null if it was not found.</param>
/// <param name="MessageId">The id under which it was sent again.</param>
/// <param name="Check">What was found in a changed message.</param>
public record LetterOutcome(LetterFate Fate, DeadLetter? Letter = null, Guid? MessageId = null, MessageCheck? Check = null);
