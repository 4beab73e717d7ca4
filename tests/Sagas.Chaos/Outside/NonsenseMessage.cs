using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Sagas.Chaos.Outside;

/// <summary>A message that makes no sense, as a foreign client might publish it by mistake.</summary>
/// <param name="Mark">By which it is found again, in the header <see cref="Header"/>.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="Exchange">Where it is published; empty for a queue.</param>
/// <param name="RoutingKey">The queue, if it is published to one.</param>
/// <param name="ContentType">What it is said to be; null if nothing is said.</param>
/// <param name="Body">Its body.</param>
internal sealed record NonsenseMessage(
    string Mark, string What, string Exchange, string RoutingKey, string? ContentType, byte[] Body)
{
    /// <summary>The header with the mark.</summary>
    public const string Header = "Chaos-Nonsense";

    private const string Nobody = "00000bad";
    private const string Json = "application/json";
    private const string Envelope = "application/vnd.masstransit+json";

    private static readonly string[] Queues = ["order-saga", "process-payment", "refund-payment", "send-notification"];

    private static readonly Func<Dice, Draft>[] Kinds =
    [
        dice => ToAnyQueue(dice, "random bytes", null, Bytes(dice)),
        dice => ToAnyQueue(dice, "nothing", Envelope, []),
        dice => ToAnyQueue(dice, "plain text", "text/plain", "Hello?"u8.ToArray()),
        dice => ToAnyQueue(dice, "a list", Json, "[1,2,3]"u8.ToArray()),
        dice => ToAnyQueue(dice, "Latin-1", "text/plain; charset=iso-8859-1", Encoding.Latin1.GetBytes("Jörg Müller")),
        dice => ToAnyQueue(dice, "UTF-16", null, Encoding.Unicode.GetBytes("{\"orderId\":1}")),
        dice => ToAnyQueue(dice, "compressed", null, Compressed("Hello?"u8.ToArray())) with { Encoding = "gzip" },
        dice => ToAnyQueue(dice, "an envelope of null", Envelope, "{\"message\":null}"u8.ToArray()),
        dice => ToAnyQueue(dice, "half an envelope", Envelope, "{\"messageId\":\"00000000-"u8.ToArray()),
        _ => Order("a negative total", order => order["total"] = -5),
        _ => Order("a total of too many digits", order => order["total"] = 39.800001m),
        _ => Order("a total that is not that of its lines", order => order["total"] = 12),
        _ => Order("no lines", order => order["lines"] = new JsonArray()),
        _ => Order("an unknown currency", order => order["currency"] = "EURO"),
        _ => Order("no currency", order => order["currency"] = null),
        _ => Order("line breaks in the e-mail address", order => order["email"] = "ada@example.com\r\nBcc: all@example.com"),
        _ => Order("a very long customer", order => order["customerId"] = new string('c', 5_000)),
        _ => Order("a customer with a NUL", order => order["customerId"] = "c\0"),
        _ => Order("a time long ago", order => order["submittedAt"] = "0001-01-01T00:00:00Z"),
        _ => Order("a word for a number", order => order["total"] = "much"),
        _ => Command("Sagas.Contracts.Payments:ProcessPayment", "process-payment", "a negative amount", new JsonObject
        {
            ["orderId"] = NobodysOrder(),
            ["amount"] = -5,
            ["currency"] = "EUR",
            ["paymentToken"] = PaymentProvider.Good,
        }),
        _ => Command("Sagas.Contracts.Notifications:SendNotification", "send-notification", "an unknown template", new JsonObject
        {
            ["orderId"] = NobodysOrder(),
            ["template"] = "Nonsense",
            ["customerId"] = "c",
            ["email"] = "ada@example.com",
            ["currency"] = "EUR",
            ["total"] = 1,
        }),
    ];

    /// <summary>How it is compressed; null if it is not.</summary>
    public string? ContentEncoding { get; private init; }

    /// <summary>Draws a message.</summary>
    /// <param name="dice">Decides which.</param>
    /// <param name="number">Its number, counted from the first.</param>
    public static NonsenseMessage Draw(Dice dice, int number)
    {
        var draft = Kinds[number % Kinds.Length](dice);
        return new NonsenseMessage(
            FormattableString.Invariant($"nonsense-{number}"), draft.What, draft.Exchange, draft.RoutingKey, draft.ContentType,
            draft.Body)
        {
            ContentEncoding = draft.Encoding,
        };
    }

    /// <summary>
    /// Whether only nonsense is about an order. The service reports a command that it gives up, too, and then nobody knows the
    /// order.
    /// </summary>
    /// <param name="orderId">The order's id.</param>
    public static bool IsAbout(Guid orderId) => $"{orderId}".StartsWith(Nobody, StringComparison.Ordinal);

    /// <summary>What is told about it.</summary>
    public BasicProperties ToProperties()
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [Header] = Mark,
                ["Flag"] = true,
                ["Nested"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["list"] = new List<object> { 1, "two" } },
            },
        };
        if (ContentType is not null)
            properties.ContentType = ContentType;
        if (ContentEncoding is not null)
            properties.ContentEncoding = ContentEncoding;
        return properties;
    }

    private static Draft ToAnyQueue(Dice dice, string what, string? contentType, byte[] body) =>
        new(what, "", Queues[dice.Below(Queues.Length)], contentType, body);

    private static Draft Order(string what, Action<JsonObject> spoil)
    {
        var order = new JsonObject
        {
            ["orderId"] = NobodysOrder(),
            ["customerId"] = "c-foreign",
            ["email"] = "ada@example.com",
            ["currency"] = "EUR",
            ["lines"] = new JsonArray(new JsonObject { ["sku"] = "BOOK-1", ["quantity"] = 2, ["unitPrice"] = 19.90m }),
            ["total"] = 39.80m,
            ["paymentToken"] = PaymentProvider.Good,
            ["submittedAt"] = "2026-11-30T00:00:00Z",
        };
        spoil(order);
        return new(
            $"an order with {what}", "Sagas.Contracts.Orders:OrderSubmitted", "", Json,
            JsonSerializer.SerializeToUtf8Bytes(order));
    }

    // A command has no exchange of its type that its queue is bound to, so the envelope names the type.
    private static Draft Command(string type, string queue, string what, JsonObject message) => new(
        what, "", queue, Envelope, JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["messageId"] = Guid.NewGuid(),
            ["messageType"] = new JsonArray($"urn:message:{type}"),
            ["message"] = message,
        }));

    private static Guid NobodysOrder() => Guid.Parse($"{Nobody}{$"{Guid.NewGuid()}"[Nobody.Length..]}");

    private static byte[] Bytes(Dice dice) => [.. Enumerable.Range(0, 200).Select(_ => (byte)dice.Below(256))];

    private static byte[] Compressed(byte[] body)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(body);
        return stream.ToArray();
    }

    private sealed record Draft(string What, string Exchange, string RoutingKey, string? ContentType, byte[] Body)
    {
        public string? Encoding { get; init; }
    }
}
