using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Sagas.Tests.Fuzz;

/// <summary>
/// Makes requests out of the service's own description of itself: every route with its parameters, headers and bodies, each of
/// them right, nearly right, or anything.
/// </summary>
internal sealed class RequestMaker(OpenApiDocument document, Chance chance)
{
    private static readonly string[] Methods =
    [
        "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "X-Y",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16",
        "application/json; charset=nonsense", "text/json", "application/problem+json", "text/plain", "application/xml",
        "application/x-www-form-urlencoded", "multipart/form-data", "", ";", "json/", "application/vnd.masstransit+json",
    ];

    private static readonly string[] OtherHeaders =
    [
        "Accept", "Accept-Encoding", "Authorization", "Content-Encoding", "Cookie", "Expect", "If-None-Match", "Origin", "Range",
        "traceparent", "tracestate", "X-Forwarded-For", "X-HTTP-Method-Override", "Upgrade", "baggage",
    ];

    private readonly ChanceJson _json = new(chance);
    private readonly List<string> _orderIds = [];

    private readonly IReadOnlyList<(string Path, string Method, OpenApiOperation Operation)> _routes =
        [.. from path in document.Paths
            from operation in path.Value.Operations!
            select (path.Key, operation.Key.Method, operation.Value)];

    /// <summary>The routes that requests are made for.</summary>
    public IEnumerable<string> Routes => _routes.Select(route => $"{route.Method} {route.Path}");

    /// <summary>There is such an order.</summary>
    public void Know(string orderId)
    {
        lock (_orderIds)
            _orderIds.Add(orderId);
    }

    public RawRequest Next()
    {
        var (path, method, operation) = chance.Of(_routes);
        var (target, headers) = Parameters(path, operation);
        var body = Body(operation, headers);
        if (chance.Once(10))
            headers.Add((chance.Of(OtherHeaders), HeaderText(chance.Text())));
        if (chance.Once(60))
            headers.Add(("X-Long", new string('x', chance.Number(40_000))));
        return new($"{method} {path}", chance.Once(15) ? chance.Of(Methods) : method, target, headers, body);
    }

    private (string Target, List<(string Name, string Value)> Headers) Parameters(string path, OpenApiOperation operation)
    {
        var (query, headers) = (new List<string>(), new List<(string, string)>());
        foreach (var parameter in operation.Parameters ?? [])
        {
            switch (parameter.In)
            {
                case ParameterLocation.Path:
                    path = path.Replace($"{{{parameter.Name}}}", Escaped(PathValue()), StringComparison.Ordinal);
                    break;
                case ParameterLocation.Query when chance.Once(3):
                    for (var times = chance.Once(6) ? 3 : 1; times > 0; times--)
                        query.Add($"{parameter.Name}={Escaped(Value(parameter.Schema))}");
                    break;
                case ParameterLocation.Header when !chance.Once(3):
                    headers.Add((parameter.Name!, HeaderText(parameter.Name == "Prefer" && chance.Once(2)
                        ? "wait=1"
                        : Value(parameter.Schema))));
                    break;
            }
        }

        if (chance.Once(20))
            query.Add($"{Escaped(chance.Text())}={Escaped(chance.Text())}");
        return (query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", headers);
    }

    private string PathValue()
    {
        lock (_orderIds)
        {
            return chance.Number(4) switch
            {
                0 => chance.Text(),
                1 => Guid.NewGuid().ToString(chance.Of<string>(["D", "N", "B", "P"])),
                _ => _orderIds.Count == 0 ? Guid.Empty.ToString() : chance.Of(_orderIds),
            };
        }
    }

    private string Value(IOpenApiSchema? schema)
    {
        if (chance.Once(4))
            return chance.Once(2) ? chance.Text() : chance.NumberText();
        if (schema is null)
            return chance.Text();
        return schema switch
        {
            { Type: JsonSchemaType.Integer } => chance.NumberText(),
            { Format: "date-time" } => chance.Of<string>(
                ["2026-01-31", "2026-01-31T09:30:00Z", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01T00:00+14:00"]),
            { Items.Enum: { Count: > 0 } names } => chance.Of([.. names]).ToString(),
            _ => new string('k', 1 + chance.Number(schema.MaxLength ?? 20)),
        };
    }

    private byte[] Body(OpenApiOperation operation, List<(string Name, string Value)> headers)
    {
        if (operation.RequestBody?.Content?.Values.FirstOrDefault()?.Example is not { } example)
            return chance.Once(10) ? chance.Bytes(100) : [];
        if (!chance.Once(30))
            headers.Add(("Content-Type", chance.Once(8) ? chance.Of(ContentTypes) : "application/json"));
        if (chance.Once(80))
            return Encoding.UTF8.GetBytes(new string(' ', 300_000) + "{}");
        return chance.Once(5) ? Encoding.UTF8.GetBytes(Good(example).ToJsonString()) : _json.Spoiled(Good(example));
    }

    // Not all orders shall take the same way.
    private JsonNode Good(JsonNode example)
    {
        var good = example.DeepClone();
        if (good is JsonObject order && order.ContainsKey("paymentToken"))
            order["paymentToken"] = chance.Of<string>(
                ["tok_visa", "tok_declined", "tok_flaky", "tok_lost_answer", "tok_unknown", "tok_visa"]);
        return good;
    }

    private string Escaped(string text) => chance.Once(25)
        ? Encoding.Latin1.GetString([.. Encoding.UTF8.GetBytes(text).Where(octet => octet > ' ')])
        : Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    // A line break would end the header; it is what comes after the request line that is to be odd, not where it ends.
    private static string HeaderText(string value) => Encoding.Latin1.GetString(
        [.. Encoding.UTF8.GetBytes(value).Where(octet => octet is not ((byte)'\r' or (byte)'\n'))]);
}
