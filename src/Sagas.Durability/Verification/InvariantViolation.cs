namespace Sagas.Durability.Verification;

/// <summary>Something that breaks an invariant.</summary>
/// <param name="Subject">Id of what breaks it: a saga, a message, a row.</param>
/// <param name="What">How, as the rest of a sentence that begins with the id.</param>
public record InvariantViolation(string Subject, string What);
