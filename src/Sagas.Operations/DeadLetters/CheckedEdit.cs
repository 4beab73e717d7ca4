using Sagas.Durability.DeadLetters.Editing;

namespace Sagas.Operations.DeadLetters;

/// <summary>What was found in a changed message, and what is changed.</summary>
/// <param name="Valid">Whether it may be sent.</param>
/// <param name="CheckedAs">The message type that it can be read as; null if none was tried or none fits.</param>
/// <param name="NotChecked">Its message types that this service does not know.</param>
/// <param name="Errors">What is wrong, by JSON path.</param>
/// <param name="Diff">The body before and after, one member per line.</param>
public record CheckedEdit(
    bool Valid, string? CheckedAs, IReadOnlyList<string> NotChecked, IReadOnlyList<MessageError> Errors, IReadOnlyList<DiffLine> Diff);
