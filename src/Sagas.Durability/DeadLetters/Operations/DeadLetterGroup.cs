namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>Dead letters of the same kind.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="MessageTypes">Every message type they can be read as, the most specific first; empty if they could not be read.</param>
/// <param name="Count">How many there are.</param>
/// <param name="OldestAt">When the oldest of them became a dead letter, UTC.</param>
/// <param name="NewestAt">When the newest of them became a dead letter, UTC.</param>
public record DeadLetterGroup(
    string Endpoint, string? ExceptionType, string MessageTypes, long Count, DateTimeOffset OldestAt, DateTimeOffset NewestAt);
