using Sagas.Durability.DeadLetters.Operations;

namespace Sagas.Operations.Api.DeadLetters;

/// <summary>Dead letters of a kind.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="MessageType">The most specific message type; null if they could not be read.</param>
/// <param name="Count">How many there are.</param>
/// <param name="OldestAt">When the first of them was given up.</param>
/// <param name="NewestAt">When the last of them was given up.</param>
public record DeadLetterGroupView(
    string Endpoint, string? ExceptionType, string? MessageType, long Count, DateTimeOffset OldestAt, DateTimeOffset NewestAt)
{
    /// <summary>A group as it is shown.</summary>
    /// <param name="group">The group.</param>
    /// <returns>What is shown of it.</returns>
    public static DeadLetterGroupView Of(DeadLetterGroup group) => new(
        group.Endpoint, group.ExceptionType, DeadLetterItem.Types(group.MessageTypes) is [var first, ..] ? first : null, group.Count,
        group.OldestAt, group.NewestAt);
}
