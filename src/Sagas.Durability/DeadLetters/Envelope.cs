using System.Runtime.Serialization;
using MassTransit;

namespace Sagas.Durability.DeadLetters;

/// <summary>What a message tells about itself, besides what it says.</summary>
internal static class Envelope
{
    /// <summary>
    /// Reads all that is read only when somebody asks for it. What cannot be read would otherwise fail whoever asks, and in the
    /// end those who want to store that it has failed.
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
