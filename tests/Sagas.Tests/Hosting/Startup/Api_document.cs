using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Hosting.Startup;

internal class Api_document
{
    private static readonly string[] Routes =
    [
        "GET /events", "GET /health/live", "GET /health/ready",
        "GET /operations/alerts", "GET /operations/alerts/export", "GET /operations/alerts/groups",
        "GET /operations/audit", "GET /operations/audit/export", "GET /operations/audit/{auditEntryId}",
        "GET /operations/dead-letters", "GET /operations/dead-letters/export", "GET /operations/dead-letters/groups",
        "GET /operations/dead-letters/{deadLetterId}",
        "GET /operations/history", "GET /operations/overview",
        "GET /operations/retry-jobs", "GET /operations/retry-jobs/export", "GET /operations/retry-jobs/{retryJobId}",
        "GET /operations/sagas", "GET /operations/sagas/{type}", "GET /operations/sagas/{type}/export",
        "GET /operations/sagas/{type}/{sagaId}",
        "GET /operations/sagas/{type}/{sagaId}/messages", "GET /operations/search", "GET /operations/summary",
        "GET /orders", "GET /orders/{orderId}", "GET /orders/{orderId}/events", "GET /orders/{orderId}/history",
        "POST /operations/alerts/acknowledge", "POST /operations/alerts/{alertId}/acknowledge",
        "POST /operations/alerts/{alertId}/unacknowledge",
        "POST /operations/dead-letters/{deadLetterId}/check", "POST /operations/dead-letters/{deadLetterId}/discard",
        "POST /operations/dead-letters/{deadLetterId}/retry",
        "POST /operations/retry-jobs", "POST /operations/retry-jobs/{retryJobId}/cancel",
        "POST /operations/retry-jobs/{retryJobId}/pause", "POST /operations/retry-jobs/{retryJobId}/resume",
        "POST /operations/sagas/{type}/{sagaId}/commands/{command}",
        "POST /operations/sagas/{type}/{sagaId}/timers/{timerId}/fire",
        "POST /operations/sagas/{type}/{sagaId}/timers/{timerId}/move", "POST /orders", "POST /orders/{orderId}/cancel",
    ];

    private string _text = null!;
    private OpenApiDocument _document = null!;
    private OpenApiDiagnostic _diagnostic = null!;

    [OneTimeSetUp]
    public async Task Read()
    {
        await using var api = new ApiFixture();
        _text = await api.GetTextAsync("/swagger/v1/swagger.json");
        (_document, _diagnostic) = OpenApiDocument.Parse(_text, "json") is { Document: { } document, Diagnostic: { } diagnostic }
            ? (document, diagnostic)
            : throw new InvalidOperationException("The document cannot be read.");
    }

    private IEnumerable<(string Route, OpenApiOperation Operation)> Operations() =>
        from path in _document.Paths
        from operation in path.Value.Operations!
        select ($"{operation.Key.Method} {path.Key}", operation.Value);

    [Test]
    public void Should_be_valid() => _diagnostic.Errors.ShouldBeEmpty();

    [Test]
    public void Should_have_every_route() => Operations().Select(x => x.Route).Order(StringComparer.Ordinal).ShouldBe(Routes);

    [Test]
    public void Should_say_what_every_route_does()
    {
        foreach (var (route, operation) in Operations())
        {
            operation.Summary.ShouldNotBeNullOrWhiteSpace(route);
            operation.Description.ShouldNotBeNullOrWhiteSpace(route);
            operation.Tags!.Count.ShouldBe(1, route);
            operation.OperationId.ShouldNotBeNullOrWhiteSpace(route);
        }
    }

    [Test]
    public void Should_begin_with_the_orders()
    {
        _document.Tags!.Select(tag => tag.Name)
            .ShouldBe(["Orders", "Events", "Sagas", "Alerts", "Dead letters", "Retry jobs", "Search", "Audit", "Health"]);
        _document.Tags!.ShouldAllBe(tag => !string.IsNullOrWhiteSpace(tag.Description));
    }

    [Test]
    public void Should_describe_every_parameter()
    {
        foreach (var (route, operation) in Operations())
        {
            foreach (var parameter in operation.Parameters ?? [])
            {
                parameter.Description.ShouldNotBeNullOrWhiteSpace($"{route} {parameter.Name}");
                if (parameter.Required)
                    parameter.Example.ShouldNotBeNull($"{route} {parameter.Name}");
            }
        }
    }

    [Test]
    public void Should_show_an_example_of_every_body()
    {
        foreach (var (route, operation) in Operations().Where(x => !x.Route.Contains("health", StringComparison.Ordinal)))
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
                content.Example.ShouldNotBeNull(route);
            foreach (var (status, response) in operation.Responses!)
            {
                response.Description.ShouldNotBeNullOrWhiteSpace($"{route} {status}");
                foreach (var content in response.Content?.Values ?? [])
                    content.Example.ShouldNotBeNull($"{route} {status}");
            }
        }
    }

    [Test]
    public void Should_show_the_shape_of_every_problem()
    {
        foreach (var (route, operation) in Operations().Where(x => !x.Route.Contains("health", StringComparison.Ordinal)))
        {
            operation.Responses!.ContainsKey("500").ShouldBeTrue(route);
            operation.Responses.ContainsKey("503").ShouldBeTrue(route);
            foreach (var (status, response) in operation.Responses.Where(x => x.Key[0] is '4' or '5'))
            {
                response.Content!.Keys.ShouldBe(["application/problem+json"], $"{route} {status}");
                var example = response.Content["application/problem+json"].Example!;
                example["code"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace($"{route} {status}");
                example["status"]!.GetValue<int>().ShouldBe(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    [TestCase("POST /orders", "200", "202", "400", "401", "403", "409", "413", "415", "422", "429", "500", "503")]
    [TestCase("GET /orders", "200", "400", "401", "403", "429", "500", "503")]
    [TestCase("GET /orders/{orderId}", "200", "400", "401", "403", "404", "429", "500", "503")]
    [TestCase("GET /orders/{orderId}/history", "200", "400", "401", "403", "404", "429", "500", "503")]
    [TestCase("POST /orders/{orderId}/cancel", "202", "400", "401", "403", "404", "409", "413", "415", "429", "500", "503")]
    [TestCase("GET /orders/{orderId}/events", "200", "204", "400", "401", "403", "404", "429", "500", "503")]
    [TestCase("GET /events", "200", "400", "401", "403", "429", "500", "503")]
    [TestCase("GET /health/ready", "200", "503")]
    [TestCase("GET /operations/dead-letters", "200", "400", "401", "403", "429", "500", "503")]
    [TestCase("GET /operations/dead-letters/export", "200", "400", "401", "403", "429", "500", "503")]
    [TestCase("GET /operations/dead-letters/{deadLetterId}", "200", "400", "401", "403", "404", "429", "500", "503")]
    [TestCase("POST /operations/dead-letters/{deadLetterId}/retry", "202", "400", "401", "403", "404", "409", "413", "415", "422",
        "429", "500", "503")]
    [TestCase("POST /operations/dead-letters/{deadLetterId}/discard", "204", "400", "401", "403", "404", "409", "413", "415",
        "429", "500", "503")]
    [TestCase("POST /operations/retry-jobs", "202", "400", "401", "403", "413", "415", "422", "429", "500", "503")]
    [TestCase("POST /operations/retry-jobs/{retryJobId}/pause", "200", "400", "401", "403", "404", "409", "413", "415",
        "429", "500", "503")]
    [TestCase("GET /operations/sagas/{type}/{sagaId}/messages", "200", "400", "401", "403", "404", "429", "500", "503")]
    [TestCase("POST /operations/sagas/{type}/{sagaId}/timers/{timerId}/fire", "202", "400", "401", "403", "404", "409", "413",
        "415", "429", "500", "503")]
    [TestCase("POST /operations/sagas/{type}/{sagaId}/timers/{timerId}/move", "204", "400", "401", "403", "404", "409", "413",
        "415", "429", "500", "503")]
    [TestCase("GET /operations/audit", "200", "400", "401", "403", "429", "500", "503")]
    public void Should_list_every_status(string route, params string[] statuses) =>
        Operations().Single(x => string.Equals(x.Route, route, StringComparison.Ordinal))
            .Operation.Responses!.Keys.Order(StringComparer.Ordinal).ShouldBe(statuses);

    [Test]
    public void Should_say_how_callers_say_who_they_are_and_what_they_must_be()
    {
        _document.Components!.SecuritySchemes!.Keys.ShouldBe(["ApiKey", "Bearer"], ignoreOrder: true);
        _document.Components.SecuritySchemes["ApiKey"].Name.ShouldBe("X-Api-Key");
        foreach (var (route, operation) in Operations())
        {
            var isOpen = route.Contains("health", StringComparison.Ordinal);
            (operation.Security ?? []).SelectMany(requirement => requirement.Keys).Select(scheme => scheme.Reference.Id)
                .ShouldBe(isOpen ? [] : ["ApiKey", "Bearer"], route);
            (operation.Description ?? "").Contains(
                route.Contains("/operations", StringComparison.Ordinal) ? "Roles: `operations." : "Roles: `orders.",
                StringComparison.Ordinal).ShouldBe(!isOpen, route);
        }
    }

    [Test]
    public void Should_name_the_headers()
    {
        var submit = _document.Paths["/orders"].Operations![HttpMethod.Post];
        submit.Parameters!.Select(parameter => parameter.Name).ShouldBe(["Idempotency-Key", "Prefer"]);
        submit.Responses!["202"].Headers!.Keys.ShouldBe(["Location", "Idempotency-Replayed", "Preference-Applied"]);
        _document.Paths["/events"].Operations![HttpMethod.Get].Parameters!.Single().Name.ShouldBe("Last-Event-ID");
    }

    [Test]
    public void Should_say_that_the_history_is_masked()
    {
        var history = _document.Paths["/orders/{orderId}/history"].Operations![HttpMethod.Get];
        history.Description!.ShouldContain("masked");
        var changes = JsonDocument.Parse(_text).RootElement.GetProperty("components").GetProperty("schemas")
            .GetProperty("OrderStep").GetProperty("properties").GetProperty("changes");
        changes.GetProperty("description").GetString()!.ShouldContain("`email` and `paymentToken` are masked");
    }

    [Test]
    public void Should_state_the_limits_of_a_request()
    {
        var schemas = JsonDocument.Parse(_text).RootElement.GetProperty("components").GetProperty("schemas");
        var order = schemas.GetProperty("SubmitOrderRequest");
        var line = schemas.GetProperty("SubmitOrderLine").GetProperty("properties");

        order.GetProperty("required").EnumerateArray().Select(member => member.GetString())
            .ShouldBe(["currency", "customerId", "email", "lines", "paymentToken"], ignoreOrder: true);
        order.GetProperty("properties").GetProperty("customerId").GetProperty("maxLength").GetInt32().ShouldBe(64);
        order.GetProperty("properties").GetProperty("customerId").TryGetProperty("nullable", out _).ShouldBeFalse();
        order.GetProperty("properties").GetProperty("lines").GetProperty("maxItems").GetInt32().ShouldBe(200);
        line.GetProperty("quantity").GetProperty("minimum").GetInt32().ShouldBe(1);
        line.GetProperty("quantity").GetProperty("maximum").GetInt32().ShouldBe(10_000);
        line.GetProperty("unitPrice").GetProperty("maximum").GetInt32().ShouldBe(1_000_000);
        schemas.GetProperty("OrderStatus").GetProperty("enum")[0].GetString().ShouldBe("Submitted");
    }
}
