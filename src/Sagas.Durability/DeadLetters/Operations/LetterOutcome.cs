using Sagas.Durability.DeadLetters.Editing;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>The outcome of an operation on a dead letter.</summary>
/// <param name="Fate">The outcome in a word.</param>
/// <param name="Letter">The dead letter as it was; null if it was not found.</param>
/// <param name="MessageId">The id under which it was sent again.</param>
/// <param name="Check">What was found in a changed message.</param>
public record LetterOutcome(LetterFate Fate, DeadLetter? Letter = null, Guid? MessageId = null, MessageCheck? Check = null);
