namespace Sagas.Durability.Verification;

/// <summary>Something that violates an invariant.</summary>
/// <param name="Subject">The id of what violates it: a saga, a message, a row.</param>
/// <param name="What">How it does, as the rest of a sentence that begins with the id.</param>
public record InvariantViolation(string Subject, string What);
