using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Reads and writes headers and properties of messages as a broker has them. MassTransit turns most types of headers into texts
/// or drops them, and carries few properties. The code that sets up a transport registers it with <c>AddBrokerMessages</c>.
/// </summary>
public interface IBrokerMessages
{
    /// <summary>Reads what was delivered with a message.</summary>
    /// <param name="context">The delivery.</param>
    /// <returns>Its headers, without any that the transport did not deliver itself, and its properties.</returns>
    MessageProperties Read(ReceiveContext context);

    /// <summary>
    /// Gives a message that is sent what it was once delivered with. Its other headers, which are texts, its id and its media
    /// type are set already.
    /// </summary>
    /// <param name="context">The message that is being sent.</param>
    /// <param name="properties">The headers that are no texts, and the properties, if it came from a broker.</param>
    void Write(SendContext context, MessageProperties properties);
}
