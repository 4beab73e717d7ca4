using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Outbox;

/// <summary>Reads the ids of delivered messages.</summary>
internal static class MessageIds
{
    /// <summary>
    /// The id of a message: the broker's property, and only without one a header. MassTransit prefers a header of the name
    /// <c>MessageId</c>, so that a foreign one, which need not be an id, would hide by what a duplicate is recognized.
    /// </summary>
    /// <param name="broker">Reads what was delivered.</param>
    /// <param name="context">The delivery.</param>
    /// <returns>Null if the message has no id, or one that is no UUID.</returns>
    public static Guid? IdOf(this IBrokerMessages broker, ReceiveContext context) =>
        Guid.TryParse(broker.Read(context).TextOf(MessageProperties.MessageId), out var id) ? id : context.GetMessageId();
}
