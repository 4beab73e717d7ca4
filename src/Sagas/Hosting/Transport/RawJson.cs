using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Sagas.Hosting.Transport;

/// <summary>
/// Reads messages of foreign clients: the bare message as JSON, without MassTransit's envelope. Its type is that of the
/// exchange it was published to; a header may name it as well.
/// </summary>
/// <param name="exchangeOf">Returns the name of the exchange that a message was published to.</param>
internal class RawJson(Func<ReceiveContext, string?> exchangeOf) : ISerializerFactory, IMessageDeserializer
{
    // Without AnyMessageType: otherwise a message would count as every type that its queue takes.
    private const RawSerializerOptions Options = RawSerializerOptions.CopyHeaders | RawSerializerOptions.AddTransportHeaders;

    private const string UrnPrefix = "urn:message:";

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
        var types = receiveContext.TransportHeaders.GetMessageTypes();
        if (types.Length == 0)
            types = [UrnOf(exchangeOf(receiveContext))];
        return new BodyConsumeContext(
            receiveContext, Read(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress, types));
    }

    /// <inheritdoc />
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        Read(body, headers, destinationAddress, headers.GetMessageTypes());

    /// <inheritdoc />
    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    /// <inheritdoc />
    public void Probe(ProbeContext context) => context.CreateScope("rawJson").Add("contentType", ContentType.MediaType);

    private SystemTextJsonRawSerializerContext Read(MessageBody body, Headers headers, Uri? destinationAddress, string[] types)
    {
        try
        {
            return new SystemTextJsonRawSerializerContext(
                SystemTextJsonMessageSerializer.Instance,
                SystemTextJsonMessageSerializer.Options,
                ContentType,
                new RawMessageContext(headers, destinationAddress, Options),
                types,
                Options,
                JsonSerializer.Deserialize<JsonElement>(body.GetBytes()));
        }
        catch (JsonException exception)
        {
            throw new SerializationException($"The message is not valid JSON: {exception.Message}", exception);
        }
    }

    private static string UrnOf(string? exchange) => exchange?.Contains(':', StringComparison.Ordinal) == true
        ? UrnPrefix + exchange
        : throw new SerializationException(
            "The message does not say what type it is: publish JSON to the exchange of its type, such as Sagas.Contracts.Orders:CancelOrder.");
}
