using System.Runtime.Serialization;
using MassTransit;

namespace Sagas.Durability.Messages;

/// <summary>What a message says about itself, besides its content.</summary>
internal static class Envelope
{
    /// <summary>
    /// Reads everything that is otherwise read only on demand. If a part is unreadable, the code that asks for it would fail, and
    /// in the end so would the code that stores the failure.
    /// </summary>
    /// <exception cref="SerializationException">Something cannot be read.</exception>
    public static void ShouldBeReadable(MessageContext context)
    {
        try
        {
            _ = (context.MessageId, context.RequestId, context.CorrelationId, context.ConversationId, context.InitiatorId);
            _ = (context.SourceAddress, context.DestinationAddress, context.ResponseAddress, context.FaultAddress);
            _ = (context.ExpirationTime, context.SentTime);
        }
        catch (FormatException exception)
        {
            throw new SerializationException($"The envelope of the message cannot be read: {exception.Message}", exception);
        }
    }
}
