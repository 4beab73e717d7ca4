namespace Sagas.Durability.Messages;

/// <summary>Something that is wrong with a message.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.lines[0].quantity</c>, or the name of a header.</param>
/// <param name="Error">The problem, as a sentence.</param>
public record MessageError(string Path, string Error);
