namespace Sagas.Operations.Sagas;

/// <summary>A message or timer that has not been sent.</summary>
/// <param name="TimerId">For a timer: the id by which it is fired or moved; null for a message that is sent at once.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="DueAt">For a timer: when it fires, UTC.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Body">Its body.</param>
public record WaitingMessageView(Guid? TimerId, Guid MessageId, string Type, DateTimeOffset? DueAt, string Destination, string Body);
