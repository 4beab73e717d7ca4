using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MassTransit;
using MassTransit.Serialization;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;

namespace Sagas.Hosting.Transport;

/// <summary>
/// Reads messages of foreign clients: the bare message as JSON, without MassTransit's envelope. Its type is that of the
/// exchange it was published to; a header may name it as well. A message whose content type is missing or says nothing is read as
/// what it looks like, an envelope or a bare message.
/// </summary>
/// <param name="exchangeOf">Returns the name of the exchange that a message was published to.</param>
/// <param name="broker">Tells whether a message that cannot be read is compressed.</param>
internal class RawJson(Func<ReceiveContext, string?> exchangeOf, IBrokerMessages broker)
    : ISerializerFactory, IMessageDeserializer
{
    // Without AnyMessageType: otherwise a message would count as every type that its queue takes.
    private const RawSerializerOptions Options = RawSerializerOptions.CopyHeaders | RawSerializerOptions.AddTransportHeaders;

    private const string UrnPrefix = "urn:message:";

    private readonly EnvelopeJson _envelopes = new(broker);

    /// <inheritdoc cref="IMessageDeserializer.ContentType" />
    public ContentType ContentType => SystemTextJsonRawMessageSerializer.JsonContentType;

    /// <inheritdoc />
    public IMessageSerializer CreateSerializer() => new SystemTextJsonRawMessageSerializer(Options);

    /// <inheritdoc />
    public IMessageDeserializer CreateDeserializer() => this;

    /// <inheritdoc />
    /// <exception cref="SerializationException">It is not JSON, or nothing says which type it is.</exception>
    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        var contentType = receiveContext.ContentType?.ToString() ?? "";
        if (!BodyFormat.IsJson(contentType) && !BodyFormat.SaysNothing(contentType))
        {
            throw new SerializationException(
                $"The message is {receiveContext.ContentType!.MediaType}, which is not read here: publish it as {BodyFormat.Json}");
        }

        var bytes = receiveContext.Body.GetBytes();
        var json = Parse(bytes, contentType, receiveContext);
        if (BodyFormat.IsEnvelope(contentType, json))
            return _envelopes.Deserialize(receiveContext);

        var types = receiveContext.TransportHeaders.GetMessageTypes();
        if (types.Length == 0)
            types = [UrnOf(exchangeOf(receiveContext))];
        var told = new RawMessageContext(receiveContext.TransportHeaders, receiveContext.InputAddress, Options);
        return new BodyConsumeContext(receiveContext, Read(json, new RawMessage(told, broker.IdOf(receiveContext)), types));
    }

    /// <inheritdoc />
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        Read(
            JsonSerializer.Deserialize<JsonElement>(body.GetBytes()), new RawMessageContext(headers, destinationAddress, Options),
            headers.GetMessageTypes());

    /// <inheritdoc />
    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    /// <inheritdoc />
    public void Probe(ProbeContext context) => context.CreateScope("rawJson").Add("contentType", ContentType.MediaType);

    private JsonElement Parse(byte[] bytes, string contentType, ReceiveContext context)
    {
        if (!Utf8.IsValid(bytes) || !(ReadableBody.IsUtf8(contentType) || Ascii.IsValid(bytes)))
            throw UnreadableJson.NotUtf8(context, broker);
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(UnreadableJson.WithoutMark(bytes));
            return json.ValueKind == JsonValueKind.Object
                ? json
                : throw new SerializationException("The message is JSON, but no object");
        }
        catch (JsonException exception)
        {
            throw new SerializationException(
                contentType.Length == 0 ? "The message has no content type, and it is not valid JSON"
                    : BodyFormat.SaysNothing(contentType) ? $"The message is {contentType}, and it is not valid JSON"
                    : "The message is not valid JSON",
                exception);
        }
    }

    private SystemTextJsonRawSerializerContext Read(JsonElement json, MessageContext message, string[] types) =>
        new(
            SystemTextJsonMessageSerializer.Instance,
            SystemTextJsonMessageSerializer.Options,
            ContentType,
            message,
            types,
            Options,
            json);

    private static string UrnOf(string? exchange) => exchange?.Contains(':', StringComparison.Ordinal) == true
        ? UrnPrefix + exchange
        : throw new SerializationException(
            "The message does not say what type it is: publish JSON to the exchange of its type, such as Sagas.Contracts.Orders:CancelOrder.");
}
