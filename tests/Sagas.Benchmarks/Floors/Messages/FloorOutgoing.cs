namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>A message to be sent, or a timer.</summary>
/// <param name="OutboxId">The row's id.</param>
/// <param name="Destination">The exchange.</param>
/// <param name="Message">The message.</param>
/// <param name="Json">The message as it is sent.</param>
/// <param name="Version">The version of the order that sends it.</param>
/// <param name="Token">For a timer: the token by which it can be canceled.</param>
/// <param name="DueAt">For a timer: when it fires.</param>
internal sealed record FloorOutgoing(
    Guid OutboxId, string Destination, FloorMessage Message, string Json, int Version, Guid? Token, DateTime? DueAt)
{
    public static FloorOutgoing New(string destination, FloorMessage cause, int version) =>
        New(destination, FloorMessage.New(destination, cause.ConversationId, cause.Message, version), version, null, null);

    public static FloorOutgoing Timer(string destination, FloorMessage cause, int version, Guid token) =>
        New(
            destination, FloorMessage.New(destination, cause.ConversationId, cause.Message, version), version, token,
            DateTime.UtcNow.AddMinutes(15));

    public static FloorOutgoing New(string destination, FloorMessage message, int version, Guid? token, DateTime? dueAt) =>
        new(Guid.CreateVersion7(), destination, message, message.ToJson(), version, token, dueAt);
}
