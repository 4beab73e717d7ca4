using System.Text.Json;
using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Outbox;

/// <summary>
/// For every transport of which nothing more is known, the in-memory one first of all. What such a transport loses is sent along
/// in a header of its own, and found there when the message is received.
/// </summary>
internal sealed class PlainMessages : IBrokerMessages
{
    public MessageProperties Read(ReceiveContext context)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in context.TransportHeaders.GetAll())
            headers[name] = HeaderValues.Known(value);
        if (!headers.Remove(TransportHeaders.Wire, out var wire))
            return new MessageProperties(headers, Properties: null);

        var sentAlong = TryRead(wire as string);
        foreach (var (name, value) in sentAlong?.Headers ?? new Dictionary<string, object?>())
            headers[name] = value;
        return new MessageProperties(headers, WithContentType(sentAlong?.Properties, headers));
    }

    public void Write(SendContext context, MessageProperties properties)
    {
        foreach (var (name, value) in properties.Headers)
        {
            // Consumers find as much as the transport carries.
            if (value is not null)
                context.Headers.Set(name, value is byte[] or BrokerTime or BrokerText ? HeaderValues.Text(value) : value);
        }

        context.Headers.Set(TransportHeaders.Wire, StoredProperties.Of(properties).Wire);
    }

    // It is not sent along, because every transport carries it.
    private static IReadOnlyDictionary<string, object?>? WithContentType(
        IReadOnlyDictionary<string, object?>? properties, Dictionary<string, object?> headers)
    {
        if (properties is null || !headers.TryGetValue(MassTransit.MessageHeaders.ContentType, out var contentType))
            return properties;
        return new Dictionary<string, object?>(properties, StringComparer.Ordinal)
        {
            [MessageProperties.ContentType] = contentType,
        };
    }

    // Anybody may send a header of this name.
    private static MessageProperties? TryRead(string? wire)
    {
        try
        {
            return StoredProperties.Read(wire);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException
            or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
