using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Unicode;
using MassTransit;
using MassTransit.Serialization;
using Sagas.Durability.Outbox;

namespace Sagas.Hosting.Transport;

/// <summary>
/// Reads MassTransit's envelopes as MassTransit does, also those of foreign clients that begin with a byte-order mark. If one
/// cannot be read, it says why in plain words.
/// </summary>
/// <param name="broker">Tells whether a message that cannot be read is compressed.</param>
internal sealed class EnvelopeJson(IBrokerMessages broker) : ISerializerFactory, IMessageDeserializer
{
    private readonly SystemTextJsonMessageSerializer _serializer = new();

    /// <inheritdoc cref="IMessageDeserializer.ContentType" />
    public ContentType ContentType => SystemTextJsonMessageSerializer.JsonContentType;

    /// <inheritdoc />
    public IMessageSerializer CreateSerializer() => _serializer;

    /// <inheritdoc />
    public IMessageDeserializer CreateDeserializer() => this;

    /// <inheritdoc />
    /// <exception cref="SerializationException">It is no envelope.</exception>
    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        var bytes = receiveContext.Body.GetBytes();
        try
        {
            var body = new BytesMessageBody(UnreadableJson.WithoutMark(bytes));
            return new BodyConsumeContext(
                receiveContext, _serializer.Deserialize(body, receiveContext.TransportHeaders, receiveContext.InputAddress));
        }
        catch (Exception exception)
        {
            throw Utf8.IsValid(bytes) ? InWords(exception) : UnreadableJson.NotUtf8(receiveContext, broker);
        }
    }

    /// <inheritdoc />
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        _serializer.Deserialize(body, headers, destinationAddress);

    /// <inheritdoc />
    public MessageBody GetMessageBody(string text) => _serializer.GetMessageBody(text);

    /// <inheritdoc />
    public void Probe(ProbeContext context) => _serializer.Probe(context);

    private static SerializationException InWords(Exception exception) => exception.GetBaseException() switch
    {
        JsonException json => new SerializationException("The message is not valid JSON of an envelope", json),
        ArgumentNullException or InvalidOperationException => new SerializationException(
            "The message is JSON, but no envelope of MassTransit: its members messageType and message are needed"),
        _ => exception as SerializationException ?? new SerializationException("The envelope cannot be read", exception),
    };
}
