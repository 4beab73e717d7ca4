using System.Text.Json.Nodes;

namespace Sagas.Orders.Api.Documentation;

/// <summary>Examples of one route.</summary>
/// <param name="Request">A request's body; null if the route takes none.</param>
/// <param name="Answers">Bodies of responses by status.</param>
/// <param name="Problems">Specifics of problems by status.</param>
internal record OrdersSwaggerExamples(
    JsonNode? Request,
    IReadOnlyDictionary<string, JsonNode?> Answers,
    IReadOnlyDictionary<string, JsonObject> Problems)
{
    /// <summary>An order's id.</summary>
    public const string OrderId = "0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77";

    /// <summary>A cursor as returned with a page.</summary>
    public const string Cursor = "AQAAAZwTY0o7AZjFoD2OfEGfCm8vHwybd9WJn6c";

    private static readonly JsonObject NotFound = Problem(
        "order_not_found", "There is no such order", $"No order has the orderId {OrderId}.");

    /// <summary>The examples of all routes, by name.</summary>
    public static IReadOnlyDictionary<string, OrdersSwaggerExamples> ByRoute { get; } =
        new Dictionary<string, OrdersSwaggerExamples>(StringComparer.Ordinal)
        {
            ["SubmitOrder"] = new(
                Parse("""
                    {"customerId":"c-42","email":"ada@example.com","currency":"EUR",
                     "lines":[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}],"paymentToken":"tok_visa"}
                    """),
                By<JsonNode?>(("200", Order(OrderStatus.Completed, 3)), ("202", Order(OrderStatus.Submitted, 0))),
                By<JsonObject>(
                    ("409", Problem("idempotency_key_contended", "The idempotency key was in use",
                        "The header Idempotency-Key was being used or removed at the same moment. Nothing was stored; send the request again.")),
                    ("422", Problem("idempotency_key_reused", "The idempotency key was already used for another order",
                        "The same Idempotency-Key was sent before with a different body.")))),
            ["ListOrders"] = new(
                Request: null,
                By<JsonNode?>(
                    ("200", new JsonObject { ["items"] = new JsonArray(Order(OrderStatus.Completed, 3)), ["next"] = Cursor })),
                By<JsonObject>(("400", Errors("cursor", "Must be the value of next from a page of this list, unchanged.")))),
            ["GetOrder"] = new(
                Request: null, By<JsonNode?>(("200", Order(OrderStatus.AwaitingPayment, 1))), By<JsonObject>(("404", NotFound))),
            ["GetOrderHistory"] = new(Request: null, By<JsonNode?>(("200", History())), By<JsonObject>(("404", NotFound))),
            ["CancelOrder"] = new(
                Parse("""{"reason":"The customer changed their mind"}"""),
                By<JsonNode?>(("202", Order(OrderStatus.AwaitingPayment, 1))),
                By<JsonObject>(
                    ("400", Errors("reason", "Must not be blank.")),
                    ("404", NotFound),
                    ("409", Problem("order_not_cancellable", "The order can no longer be cancelled",
                        $"Order {OrderId} is in the state Completed; only an order that is Submitted, AwaitingPayment or AwaitingNotification can be cancelled.")))),
            ["StreamOrder"] = new(
                Request: null,
                By<JsonNode?>(("200", Event(id: 1))),
                By<JsonObject>(
                    ("400", Errors("Last-Event-ID", "Must be the id of an event of this stream, a whole number.")),
                    ("404", NotFound))),
            ["StreamAllOrders"] = new(
                Request: null,
                By<JsonNode?>(("200", Event(id: 4711))),
                By<JsonObject>(("400", Errors("Last-Event-ID", "Must be the id of an event of this stream, a whole number.")))),
        };

    private static JsonObject Order(OrderStatus status, int version) => new()
    {
        ["orderId"] = OrderId,
        ["state"] = status.ToString(),
        ["customerId"] = "c-42",
        ["currency"] = "EUR",
        ["total"] = 39.80m,
        ["reason"] = null,
        ["submittedAt"] = "2026-01-31T09:30:00.000Z",
        ["updatedAt"] = "2026-01-31T09:30:00.000Z",
        ["version"] = version,
    };

    private static JsonNode? History() => Parse(
        """
        {"items":[{"version":1,"event":"OrderSubmitted","from":"Initial","to":"AwaitingPayment","at":"2026-01-31T09:30:00.004Z",
          "messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120002","conversationId":"08de60ac-1c77-5a10-8a6f-0242ac120002",
          "changes":{"currentState":"AwaitingPayment","customerId":"c-42","email":"a***@example.com","total":39.80,"paymentToken":"***visa"},
          "messages":[{"messageId":"08de60ac-1c77-6b52-8a6f-0242ac120002","type":"ProcessPayment","dueAt":null},
                      {"messageId":"08de60ac-1c77-6b9e-8a6f-0242ac120002","type":"PaymentExpired","dueAt":"2026-01-31T09:45:00.004Z"}]}]}
        """);

    private static JsonNode Event(long id) =>
        $$"""
        id: {{id}}
        event: OrderSubmitted
        data: {"orderId":"{{OrderId}}","version":1,"event":"OrderSubmitted","from":"Initial","to":"AwaitingPayment","at":"2026-01-31T09:30:00.004Z"}


        """;

    private static JsonNode? Parse(string json) => JsonNode.Parse(json);

    private static JsonObject Problem(string code, string title, string detail) =>
        new() { ["title"] = title, ["detail"] = detail, ["code"] = code };

    private static JsonObject Errors(string field, string error) =>
        new() { ["errors"] = new JsonObject { [field] = new JsonArray(error) } };

    private static Dictionary<string, T> By<T>(params (string Status, T Body)[] entries) =>
        entries.ToDictionary(entry => entry.Status, entry => entry.Body, StringComparer.Ordinal);
}
