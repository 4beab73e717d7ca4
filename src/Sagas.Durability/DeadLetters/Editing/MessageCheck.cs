using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What was found in a changed message.</summary>
/// <param name="Errors">What is wrong.</param>
/// <param name="CheckedAs">The message type that it can be read as; null if none was tried or none fits.</param>
/// <param name="NotChecked">Its message types that this process does not know.</param>
public record MessageCheck(IReadOnlyList<MessageError> Errors, string? CheckedAs, IReadOnlyList<string> NotChecked)
{
    /// <summary>Whether it may be sent.</summary>
    public bool IsValid => Errors.Count == 0;
}
