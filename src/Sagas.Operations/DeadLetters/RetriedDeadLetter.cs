namespace Sagas.Operations.DeadLetters;

/// <summary>A dead letter that is on its way to its queue again.</summary>
/// <param name="DeadLetterId">The dead letter, which is gone.</param>
/// <param name="Endpoint">The queue.</param>
/// <param name="MessageId">The message's id, which consumers that have already handled it recognize.</param>
/// <param name="CheckedAs">The message type as which the changed message can be read; null if nothing was changed, or its types are unknown here.</param>
/// <param name="NotChecked">Message types of the changed message that this service does not know.</param>
public record RetriedDeadLetter(Guid DeadLetterId, string Endpoint, Guid MessageId, string? CheckedAs, IReadOnlyList<string> NotChecked);
