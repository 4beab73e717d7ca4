using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Fuzz;

/// <summary>A message for a queue of the service, by whoever can reach the broker.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Properties">What is told about it.</param>
/// <param name="Body">What it says, if it says anything.</param>
internal sealed record WildMessage(string Queue, BasicProperties Properties, byte[] Body)
{
    /// <summary>The header by which it is found again. Nothing in the service knows it.</summary>
    public const string Mark = "Wild";

    private static readonly string[] Queues = ["order-saga", "process-payment", "refund-payment", "send-notification"];

    private static readonly string[] ContentTypes =
    [
        "application/vnd.masstransit+json", "application/vnd.masstransit+json; charset=utf-16", "application/json", "text/plain",
        "nonsense", "", "a/b; c", "application/vnd.masstransit+xml", "application/vnd.masstransit+bson",
        "application/vnd.masstransit+aes", "application/" + new string('x', 240),
    ];

    private static readonly string[] KnownHeaders =
    [
        "MessageId", "MT-MessageType", "MT-Reason", "MT-Redelivery-Count", "MT-Activity-Id", "MT-Fault-Message",
        "MT-Host-MachineName", "Content-Type", "Sagas-Redeliveries", "Sagas-Outbox-Id", "Sagas-Sent-Again", "Sagas-Must-Arrive",
        "Saga-Id", "Saga-Version", "MT-Scheduling-TokenId",
        "x-delivery-count", "x-death", "publishId", "ConversationId", "traceparent", "",
    ];

    /// <summary>Any message: a recorded one with something wrong, or nothing that was ever a message.</summary>
    public static WildMessage By(Chance chance, IReadOnlyList<RecordedMessage> recorded, string mark)
    {
        var good = chance.Of(recorded);
        var queue = chance.Once(4) ? chance.Of(Queues) : QueueOf(good);
        var properties = new BasicProperties
        {
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { [Mark] = mark },
            ContentType = chance.Once(4) ? chance.Of(ContentTypes) : good.ContentType,
        };
        Tell(chance, properties);
        return new(queue, properties, BodyOf(chance, good));
    }

    public override string ToString() => $"{Queue}, {Properties.ContentType}, "
        + string.Join("; ", Properties.Headers!.Select(header => $"{header.Key}: {header.Value}"))
        + $": {Encoding.UTF8.GetString(Body)}";

    private static string QueueOf(RecordedMessage message)
    {
        var name = message.Destination.Split('?')[0].Split('/')[^1];
        return Array.Exists(Queues, queue => queue == name) ? name : Queues[0];
    }

    private static byte[] BodyOf(Chance chance, RecordedMessage good)
    {
        var json = new ChanceJson(chance);
        var envelope = good.Body.DeepClone();
        envelope["messageId"] = Guid.NewGuid();
        return chance.Number(7) switch
        {
            0 => chance.Bytes(2_000),
            1 => [],
            2 => Encoding.UTF8.GetBytes(new string('x', 1_000_000)),
            3 => Encoding.UTF8.GetBytes(json.Any()),
            4 => json.Spoiled(WithOtherMessage(envelope, json, chance)),
            _ => json.Spoiled(envelope),
        };
    }

    // The envelope stays good, and what it holds does not fit its type.
    private static JsonNode WithOtherMessage(JsonNode envelope, ChanceJson json, Chance chance)
    {
        var text = Encoding.UTF8.GetString(json.Spoiled(envelope["message"]!));
        try
        {
            envelope["message"] = JsonNode.Parse(text, documentOptions: ChanceJson.Strict);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException)
        {
            envelope["message"] = chance.Text();
        }

        return envelope;
    }

    private static void Tell(Chance chance, BasicProperties properties)
    {
        for (var headers = chance.Number(3); headers > 0; headers--)
            properties.Headers![chance.Of(KnownHeaders)] = HeaderValue(chance);
        if (chance.Once(20))
            properties.Headers!["Huge"] = new string('h', 60_000);
        if (chance.Once(3))
            properties.MessageId = chance.Once(2) ? $"{Guid.NewGuid():D}" : Short(chance);
        if (chance.Once(6))
            properties.CorrelationId = Short(chance);
        if (chance.Once(6))
            properties.Type = Short(chance);
        if (chance.Once(6))
            properties.ReplyTo = Short(chance);
        if (chance.Once(6))
            properties.ContentEncoding = chance.Of<string>(["gzip", "utf-16", ""]);
        if (chance.Once(6))
            properties.Priority = (byte)chance.Number(255);
        if (chance.Once(6))
            properties.Timestamp = new AmqpTimestamp(chance.Of<long>([0, -1, long.MaxValue, long.MinValue, 253_402_300_800]));
        if (chance.Once(6))
            properties.Expiration = "3600000";
        if (chance.Once(2))
            properties.Persistent = true;
    }

    private static object? HeaderValue(Chance chance) => chance.Number(9) switch
    {
        0 => null,
        1 => chance.Bytes(50),
        2 => chance.Number(int.MaxValue - 1),
        3 => true,
        4 => new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = new List<object> { 1, "b" } },
        5 => new AmqpTimestamp(long.MaxValue),
        6 => 1.5,
        7 => "999999999999",
        _ => chance.Text(),
    };

    // Properties are short strings: 255 bytes at most.
    private static string Short(Chance chance) =>
        chance.Text() is { Length: > 60 } text ? new string('y', text.Length % 255) : "z";
}
