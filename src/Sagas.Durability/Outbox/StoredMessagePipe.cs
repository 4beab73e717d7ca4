using MassTransit;
using MassTransit.Serialization;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>Sends a stored message as it was serialized for its unit of work, or as it was received.</summary>
/// <param name="message">The message.</param>
/// <param name="headers">Its headers, deserialized.</param>
/// <param name="isSentAgain">Whether an in-memory transport, which keeps nothing, had it before.</param>
/// <param name="now">The current time, used to tell the transport the remaining time to live.</param>
/// <param name="broker">Writes what texts cannot tell.</param>
internal sealed class StoredMessagePipe(
    OutboxMessage message, Dictionary<string, string?> headers, bool isSentAgain, DateTimeOffset now, IBrokerMessages broker)
    : IPipe<SendContext>
{
    public Task Send(SendContext context)
    {
        context.MessageId = message.MessageId;
        context.ConversationId = message.ConversationId;
        context.SupportedMessageTypes = message.MessageTypes.Split(';');
        context.Serializer = new CopyBodySerializer(
            new RawContentType(message.ContentType), new BytesMessageBody(MessageText.BytesOf(message.Body, message.Bytes)));
        context.TimeToLive = message.ExpiresAt - now;
        var others = StoredProperties.Read(message.Wire);
        foreach (var (key, value) in headers)
        {
            if (!IsSetByTransport(key) && others?.Headers.ContainsKey(key) != true)
                context.Headers.Set(key, value);
        }

        if (others is not null)
            Write(context, others);
        context.Headers.Set(TransportHeaders.OutboxId, message.OutboxId.ToString("D"));
        if (isSentAgain)
            context.Headers.Set(TransportHeaders.SentAgain, "true");
        if (headers.ContainsKey(TransportHeaders.Mandatory) && context is PublishContext publish)
            publish.Mandatory = true;
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context)
    {
    }

    private void Write(SendContext context, MessageProperties others)
    {
        if (others.TextOf(MessageProperties.MessageId) is { Length: > 0 } given && !Guid.TryParse(given, out _))
            context.Headers.Set(TransportHeaders.OriginalMessageId, given);
        broker.Write(context, others);
    }

    // A redelivered message was received before: its stored headers include some that the transport will set again.
    private static bool IsSetByTransport(string key) =>
        key is MassTransit.MessageHeaders.MessageId or MassTransit.MessageHeaders.ContentType
            or TransportHeaders.OutboxId or TransportHeaders.Mandatory or TransportHeaders.Direct or TransportHeaders.SentAgain
            or TransportHeaders.LastError;
}
