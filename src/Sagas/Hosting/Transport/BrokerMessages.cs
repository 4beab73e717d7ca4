using System.Collections;
using System.Text;
using System.Text.Unicode;
using MassTransit;
using RabbitMQ.Client;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;

namespace Sagas.Hosting.Transport;

/// <summary>
/// Headers and properties as RabbitMQ has them: https://www.rabbitmq.com/docs/specification. The client reads an empty list or
/// table as null; everything else keeps its type.
/// </summary>
internal sealed class BrokerMessages : IBrokerMessages
{
    private const string CorrelationId = "correlation-id";
    private const string Type = "type";
    private const string AppId = "app-id";
    private const string ClusterId = "cluster-id";
    private const string ReplyTo = "reply-to";
    private const string Priority = "priority";
    private const string Timestamp = "timestamp";

    // Only a channel that reads from it may publish with this name; what arrives has the name of the requester's own.
    private const string DirectReplyTo = "amq.rabbitmq.reply-to";

    private const string UrnPrefix = "urn:message:";

    private readonly PlainMessages _others = new();

    /// <inheritdoc />
    public MessageProperties Read(ReceiveContext context)
    {
        if (!context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery))
            return _others.Read(context);
        var headers = delivery.Properties.Headers?.ToDictionary(
            header => header.Key, header => FromBroker(header.Value, level: 0), StringComparer.Ordinal);
        return new MessageProperties(headers ?? [], PropertiesOf(delivery));
    }

    /// <inheritdoc />
    public void Write(SendContext context, MessageProperties properties)
    {
        if (!context.TryGetPayload<RabbitMqSendContext>(out var sent))
        {
            _others.Write(context, properties);
            return;
        }

        // MassTransit adds its headers to these and leaves these as they are.
        var headers = sent.BasicProperties.Headers ??= new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Headers)
            headers[name] = ToBroker(value);
        if (properties.Properties is not null)
            Write(sent.BasicProperties, properties);
    }

    // Not written: how long it lives, because what was put aside must not vanish; who sent it, because the broker accepts no name
    // but the connection's own; that it need not be kept on disk, because it must be.
    private static void Write(BasicProperties sent, MessageProperties given)
    {
        sent.ContentEncoding = given.TextOf(MessageProperties.ContentEncoding);
        sent.CorrelationId = given.TextOf(CorrelationId);
        sent.Type = given.TextOf(Type);
        sent.AppId = given.TextOf(AppId);
        sent.ClusterId = given.TextOf(ClusterId);
        if (given.TextOf(ReplyTo) is { } replyTo && replyTo != DirectReplyTo)
            sent.ReplyTo = replyTo;
        if (given.Properties!.GetValueOrDefault(Priority) is byte priority)
            sent.Priority = priority;
        if (given.Properties!.GetValueOrDefault(Timestamp) is BrokerTime time)
            sent.Timestamp = new AmqpTimestamp(time.Seconds);
    }

    private static Dictionary<string, object?> PropertiesOf(RabbitMqBasicConsumeContext delivery)
    {
        var properties = delivery.Properties;
        var found = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [MessageProperties.ContentType] = properties.ContentType,
            [MessageProperties.ContentEncoding] = properties.ContentEncoding,
            [MessageProperties.MessageId] = properties.MessageId,
            [CorrelationId] = properties.CorrelationId,
            [Type] = properties.Type,
            [AppId] = properties.AppId,
            [ClusterId] = properties.ClusterId,
            ["user-id"] = properties.UserId,
            [ReplyTo] = properties.ReplyTo,
            ["expiration"] = properties.Expiration,
            [Priority] = properties.IsPriorityPresent() ? properties.Priority : null,
            [Timestamp] = properties.IsTimestampPresent() ? new BrokerTime(properties.Timestamp.UnixTime) : null,
            ["delivery-mode"] = properties.IsDeliveryModePresent() ? (byte)properties.DeliveryMode : null,
            ["exchange"] = Named(delivery.Exchange),
            ["routing-key"] = Named(((RoutingKeyConsumeContext)delivery).RoutingKey),
            [MessageProperties.MessageType] = TypeOf(delivery.Exchange),
        };
        return found.Where(property => property.Value is not null).ToDictionary(StringComparer.Ordinal);
    }

    private static string? Named(string? place) => string.IsNullOrEmpty(place) ? null : place;

    private static string? TypeOf(string? exchange) =>
        exchange?.Contains(':', StringComparison.Ordinal) == true ? UrnPrefix + exchange : null;

    // The client cannot know whether a text is UTF-8, so it gives its bytes.
    private static object? FromBroker(object? value, int level) => value switch
    {
        byte[] text => Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : new BrokerText(text),
        BinaryTableValue binary => binary.Bytes,
        AmqpTimestamp time => new BrokerTime(time.UnixTime),
        IDictionary or IList when level >= HeaderValues.MostLevels => HeaderValues.TooDeep,
        IDictionary<string, object?> table => table.ToDictionary(
            member => member.Key, member => FromBroker(member.Value, level + 1), StringComparer.Ordinal),
        IList list => list.Cast<object?>().Select(item => FromBroker(item, level + 1)).ToList(),
        _ => value,
    };

    private static object? ToBroker(object? value) => value switch
    {
        BrokerText text => text.Bytes.ToArray(),
        byte[] binary => new BinaryTableValue(binary),
        BrokerTime time => new AmqpTimestamp(time.Seconds),
        DateTimeOffset time => new AmqpTimestamp(time.ToUnixTimeSeconds()),
        // The protocol or the broker has none of these: a message that cannot be written would stay in the outbox forever, and
        // one with a number that is none ends the connection.
        decimal number when !Fits(number) => HeaderValues.Text(number),
        float number when !float.IsFinite(number) => HeaderValues.Text(number),
        double number when !double.IsFinite(number) => HeaderValues.Text(number),
        ulong number => number <= long.MaxValue ? (long)number : HeaderValues.Text(number),
        IReadOnlyDictionary<string, object?> table => table.ToDictionary(
            member => member.Key, member => ToBroker(member.Value), StringComparer.Ordinal),
        IList list => list.Cast<object?>().Select(ToBroker).ToList(),
        _ => value,
    };

    private static bool Fits(decimal number) => decimal.GetBits(number) is [>= 0, 0, 0, _];
}
