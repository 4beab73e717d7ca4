using System.Runtime.Serialization;
using MassTransit;

namespace Sagas.Durability.Messages;

/// <summary>What a message tells about itself, besides what it says.</summary>
internal static class Envelope
{
    /// <summary>
    /// Reads everything that is otherwise read only on demand. What cannot be read would otherwise fail whoever asks for it, and
    /// in the end the code that wants to store the failure.
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
