using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;

namespace Sagas.Tests.Rules;

/// <summary>A message that is good except for one member.</summary>
/// <param name="Contract">Its type.</param>
/// <param name="Queue">Where it goes.</param>
/// <param name="Path">The member.</param>
/// <param name="Value">Its value, as JSON.</param>
internal sealed record BrokenMessage(Type Contract, string Queue, string Path, string Value)
{
    private const string Mark = "@broken@";

    private static readonly DateTimeOffset Time = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Ids = ["\"00000000-0000-0000-0000-000000000000\"", "\"17\"", "null"];
    private static readonly string[] Times = ["\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"yesterday\""];
    private static readonly string[] Reasons = ["null", "\"a\\u0000b\"", "17"];
    private static readonly string[] Templates = ["99", "\"Nonsense\""];
    private static readonly string[] Reported = ["null", "\"EURO\"", "\"XXX\"", "\"\"", "\"E\\u0000R\""];
    private static readonly string[] Currencies = [.. Reported, "\"eur\"", "\"\\ud800\""];

    private static readonly string[] Amounts =
    [
        "-5", "1.23456789", "39.805", "1e15", "1e400", "19.9000000000000000000000000000000000001",
        "\"19.9000000000000000000000000000000000001\"", "\"39,80\"", "\"1,000.00\"", "{}", "null",
    ];

    private static readonly string[] Emails =
    [
        .. Texts(254), "\"nobody\"", "\"ada@example.com\\r\\nBcc: eve@example.com\"", "\"ada@example.com,eve@example.com\"",
        "\"Ada <ada@example.com>\"",
    ];

    // Where mail is only sent to later, it need not be known yet whether it can be.
    private static readonly string[] UndeliverableEmails = ["\"ada@127.0.0.1\"", "\"ada@localhost\"", "\"ada@１２.example\""];

    private sealed record Way(string Queue, Func<Guid, object> Good, (string Path, string[] Values)[] Broken);

    private static readonly Dictionary<Type, Way> All = new()
    {
        [typeof(OrderSubmitted)] = new(
            Endpoints.OrderSaga,
            id => new OrderSubmitted(
                id, "c-42", "ada@example.com", "EUR", [new("BOOK-1", 2, 19.90m)], 39.80m, "tok_visa", Time),
            [
                ("$.orderId", Ids), ("$.customerId", Texts(64)), ("$.email", [.. Emails, .. UndeliverableEmails]),
                ("$.currency", Currencies),
                ("$.lines", ["null", "[]", Lines(201), "{}"]), ("$.lines[0]", ["null"]), ("$.lines[0].sku", Texts(64)),
                ("$.lines[0].quantity", ["0", "-1", "10001", "1.5", "99999999999", "null"]),
                ("$.lines[0].unitPrice", [.. Amounts, "1000000.01"]), ("$.lines", [Free]),
                ("$.total", [.. Amounts, "0", "39.81"]), ("$.paymentToken", Texts(128)), ("$.submittedAt", Times),
            ]),
        [typeof(ProcessPayment)] = new(
            Endpoints.ProcessPayment,
            id => new ProcessPayment(id, 39.80m, "EUR", "tok_visa"),
            [
                ("$.orderId", Ids), ("$.amount", [.. Amounts, "0", "1000000000.01"]), ("$.currency", Currencies),
                ("$.paymentToken", Texts(128)),
            ]),
        [typeof(RefundPayment)] = new(
            Endpoints.RefundPayment,
            id => new RefundPayment(id, "changed my mind"),
            [("$.orderId", Ids), ("$.reason", Reasons)]),
        [typeof(SendNotification)] = new(
            Endpoints.SendNotification,
            id => new SendNotification(
                id, NotificationTemplate.OrderConfirmed, "c-42", "ada@example.com", "EUR", 39.80m, "changed my mind"),
            [
                ("$.orderId", Ids), ("$.template", Templates), ("$.customerId", Texts(64)), ("$.email", Emails),
                ("$.currency", Currencies), ("$.total", [.. Amounts, "0"]), ("$.reason", ["\"a\\u0000b\"", "17"]),
            ]),
        [typeof(CancelOrder)] = new(
            Endpoints.OrderSaga,
            id => new CancelOrder(id, "changed my mind"),
            [("$.orderId", Ids), ("$.reason", Texts(2_000))]),
        [typeof(RetryCompensation)] = new(
            Endpoints.OrderSaga,
            id => new RetryCompensation(id, "grace", "the gateway is back"),
            [("$.orderId", Ids), ("$.operator", Texts(200)), ("$.reason", Texts(2_000))]),
        [typeof(ResolveManually)] = new(
            Endpoints.OrderSaga,
            id => new ResolveManually(id, "grace", "paid back"),
            [("$.orderId", Ids), ("$.operator", Texts(200)), ("$.reason", Texts(2_000))]),
        [typeof(PaymentExpired)] = new(Endpoints.OrderSaga, id => new PaymentExpired(id), [("$.orderId", Ids)]),
        [typeof(NotificationExpired)] = new(Endpoints.OrderSaga, id => new NotificationExpired(id), [("$.orderId", Ids)]),
        [typeof(PaymentCompleted)] = new(
            Endpoints.OrderSaga,
            id => new PaymentCompleted(id, Guid.NewGuid(), "ch_1", 39.80m, "EUR", Time),
            [
                ("$.orderId", Ids), ("$.paymentId", Ids), ("$.chargeId", Texts(255)), ("$.amount", [.. Amounts, "0"]),
                ("$.currency", Reported), ("$.completedAt", Times),
            ]),
        [typeof(PaymentDeclined)] = new(
            Endpoints.OrderSaga,
            id => new PaymentDeclined(id, Guid.NewGuid(), "card_declined", Time),
            [("$.orderId", Ids), ("$.paymentId", Ids), ("$.reason", Reasons), ("$.declinedAt", Times)]),
        [typeof(PaymentRefunded)] = new(
            Endpoints.OrderSaga,
            id => new PaymentRefunded(id, 39.80m, "EUR", Time),
            [("$.orderId", Ids), ("$.amount", Amounts), ("$.currency", Reported), ("$.refundedAt", Times)]),
        [typeof(NotificationSent)] = new(
            Endpoints.OrderSaga,
            id => new NotificationSent(id, NotificationTemplate.OrderConfirmed, "log", Time),
            [("$.orderId", Ids), ("$.template", Templates), ("$.channel", Texts(32)), ("$.sentAt", Times)]),
        [typeof(NotificationFailed)] = new(
            Endpoints.OrderSaga,
            id => new NotificationFailed(id, NotificationTemplate.OrderConfirmed, "no such mailbox", Time),
            [("$.orderId", Ids), ("$.template", Templates), ("$.reason", Reasons), ("$.failedAt", Times)]),
        [typeof(Fault<ProcessPayment>)] = new(
            Endpoints.OrderSaga,
            id => FaultOf(new ProcessPayment(id, 39.80m, "EUR", "tok_visa")),
            [("$.message", ["null"]), ("$.message.orderId", ["\"00000000-0000-0000-0000-000000000000\""])]),
        [typeof(Fault<RefundPayment>)] = new(
            Endpoints.OrderSaga,
            id => FaultOf(new RefundPayment(id, "changed my mind")),
            [("$.message", ["null"]), ("$.message.orderId", ["\"00000000-0000-0000-0000-000000000000\""])]),
    };

    private const string Free = """[{"sku":"BOOK-1","quantity":2,"unitPrice":0}]""";

    /// <summary>The types that consumers and sagas of the service take.</summary>
    public static IReadOnlyCollection<Type> Contracts => All.Keys;

    /// <summary>Every message with each of its members broken in every way.</summary>
    public static IReadOnlyList<BrokenMessage> Every =>
    [
        .. from contract in All
           from member in contract.Value.Broken
           from value in member.Values
           select new BrokenMessage(contract.Key, contract.Value.Queue, member.Path, value),
    ];

    /// <summary>A good message of a type.</summary>
    public static object Good(Type contract, Guid orderId) => All[contract].Good(orderId);

    /// <summary>The message alone, as JSON.</summary>
    public string Body(Guid orderId)
    {
        var root = JsonSerializer.SerializeToNode(Good(Contract, orderId), JsonSerializerOptions.Web)!;
        Replace(root, Path[2..].Replace("[0]", ".0", StringComparison.Ordinal).Split('.'));
        return root.ToJsonString().Replace($"\"{Mark}\"", Value, StringComparison.Ordinal);
    }

    public override string ToString() =>
        $"{Contract.Name} {Path} {(Value.Length > 60 ? Value[..60] + "…" : Value)}";

    private static void Replace(JsonNode node, string[] path)
    {
        foreach (var step in path[..^1])
            node = node is JsonArray array ? array[Place(step)]! : node[step]!;
        if (node is JsonArray items)
            items[Place(path[^1])] = Mark;
        else
            node[path[^1]] = Mark;
    }

    private static int Place(string step) => int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Texts(int longest) =>
    [
        "null", "\"\"", "\"  \"", $"\"{new string('x', longest + 1)}\"", $"\"{new string('x', 5_000)}\"", "\"a\\u0000b\"",
        "\"a\\r\\nb\"", "\"\\ud800\"", "17",
    ];

    private static string Lines(int count) =>
        $"[{string.Join(',', Enumerable.Repeat("""{"sku":"BOOK-1","quantity":1,"unitPrice":1}""", count))}]";

    private static FaultEvent<T> FaultOf<T>(T message) where T : class =>
        new(message, NewId.NextGuid(), HostMetadataCache.Host, new InvalidOperationException("down"), []);
}
