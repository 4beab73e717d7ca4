namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Something that is wrong with a changed message.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.message.orderId</c>, or the name of a header.</param>
/// <param name="Error">The problem, as a sentence.</param>
public record MessageError(string Path, string Error);
