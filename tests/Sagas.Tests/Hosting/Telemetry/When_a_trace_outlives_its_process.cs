using System.Net.Http.Json;
using System.Text.Json;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Payments;
using Sagas.Orders.Api;
using Sagas.Tests.Crash;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Telemetry;

/// <summary>
/// The real program, exporting to a collector. It is killed while an order is being charged, and the next process takes
/// the order to its end.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_a_trace_outlives_its_process
{
    private Collector _collector = null!;
    private IReadOnlyList<string> _lines = [];
    private Guid _orderId;
    private Span _last = null!;
    private Trace _trace = null!;

    [OneTimeSetUp]
    public async Task Arrange()
    {
        _collector = await Collector.StartAsync();
        using var program = new SagasProgram();
        try
        {
            await RunAsync(program);
        }
        catch (TimeoutException exception)
        {
            var names = string.Join(Environment.NewLine, _collector.Spans.Select(span => span.Title));
            throw new TimeoutException($"{exception.Message}\n{names}\n{program.Output}", exception);
        }
        finally
        {
            await program.KillAsync();
            program.DeleteData();
        }

        _trace = _collector.TraceOf(_last);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _collector.DisposeAsync();

    [Test]
    public async Task Should_be_one_trace_of_two_processes()
    {
        await TestContext.Out.WriteLineAsync(_trace.ToString());

        _trace.Spans.Select(span => span.Tags["service.instance.id"]).Distinct().Count().ShouldBe(2);
        _trace.PathTo(_last).Select(span => span.Title).ShouldBe(
        ["POST /orders", .. OrderPath.AfterTheRequest]);
    }

    [Test]
    public void Should_describe_the_request_as_the_conventions_say()
    {
        var request = _trace.PathTo(_last)[0];

        request.Tags["http.request.method"].ShouldBe("POST");
        request.Tags["http.route"].ShouldBe("/orders/");
        request.Tags["http.response.status_code"].ShouldBe("202");
        request.Tags["service.name"].ShouldBe("sagas");
        request.Tags["sagas.roles"].ShouldBe("All");
    }

    [Test]
    public void Should_not_trace_health_checks() =>
        _collector.Spans.ShouldNotContain(
            span => span.Tags.GetValueOrDefault("url.path", "").StartsWith("/health", StringComparison.Ordinal));

    [TestCase("sagas.orders.ended")]
    [TestCase("sagas.orders.duration")]
    [TestCase("sagas.transitions")]
    [TestCase("sagas.commit.duration")]
    [TestCase("sagas.commit.group_size")]
    [TestCase("sagas.outbox.depth")]
    [TestCase("sagas.outbox.oldest_age")]
    [TestCase("sagas.outbox.dispatched")]
    [TestCase("sagas.outbox.dispatch.duration")]
    [TestCase("sagas.timers.pending")]
    [TestCase("sagas.timers.late")]
    [TestCase("sagas.instances")]
    [TestCase("sagas.instances.oldest_age")]
    [TestCase("messaging.masstransit.receive")]
    [TestCase("messaging.masstransit.saga.duration")]
    [TestCase("http.server.request.duration")]
    [TestCase("kestrel.active_connections")]
    [TestCase("dotnet.process.cpu.time")]
    public void Should_export_the_metric(string name) => _collector.Metrics.ShouldContain(name);

    [Test]
    public void Should_export_logs_with_order_and_trace()
    {
        var told = _collector.Logs.Single(log => log.Body.StartsWith("Notification ", StringComparison.Ordinal));

        told.TraceId.ShouldBe(_trace.Spans[0].TraceId);
        told.Attributes["OrderId"].ShouldBe($"{_orderId:D}");
        told.Attributes.Keys.ShouldContain("MessageId");
    }

    [Test]
    public void Should_write_the_log_as_json_with_order_and_trace()
    {
        var told = _lines.Where(IsAboutNotification)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Single();
        var scopes = told.GetProperty("Scopes").EnumerateArray().ToList();

        told.GetProperty("State").GetProperty("OrderId").GetString().ShouldBe($"{_orderId:D}");
        scopes.ShouldContain(scope => Has(scope, "TraceId", _trace.Spans[0].TraceId));
        scopes.ShouldContain(scope => Has(scope, "OrderId", $"{_orderId:D}") && Has(scope, "SagaId", $"{_orderId:D}"));
    }

    private async Task RunAsync(SagasProgram program)
    {
        foreach (var (name, value) in new (string, string)[]
        {
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "50"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "250"),
            ("Sagas__Logging__Format", "Json"),
            ("Sagas__Durability__SampleInterval", "00:00:01"),
            ("Sagas__Payments__SlowDelay", "00:10:00"),
        })
        {
            program.Environment[name] = value;
        }

        await program.StartAsync();
        using var order = new StringContent(RunningService.OrderOf("tok_slow"), System.Text.Encoding.UTF8, "application/json");
        using var response = await program.Client.PostAsync(new Uri("/orders", UriKind.Relative), order);
        _orderId = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid();
        await Eventually.BecomesTrueAsync(
            () => Find("process-payment send", nameof(ProcessPayment)) is { } asked
                && _collector.TraceOf(asked).IsCompleteTo(asked),
            "the charge to be asked for");
        await program.KillAsync();

        program.Environment["Sagas__Payments__SlowDelay"] = "00:00:00.050";
        await program.StartAsync();
        await Eventually.BecomesTrueAsync(
            async () => await StateAsync(program) == nameof(OrderStatus.Completed), "the order to be completed");
        await Eventually.BecomesTrueAsync(
            () => Last() is { } last && _collector.TraceOf(last).IsCompleteTo(last)
                && _collector.Metrics.Contains("sagas.orders.ended") && _collector.Metrics.Contains("sagas.instances")
                && _collector.Logs.Any(log => log.Body.StartsWith("Notification ", StringComparison.Ordinal))
                && program.Lines.Any(IsAboutNotification),
            "the last span, the metrics and the log");
        _last = Last()!;
        _lines = program.Lines;
    }

    private static bool Has(JsonElement scope, string name, string value) =>
        scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty(name, out var found) && found.GetString() == value;

    private static bool IsAboutNotification(string line) =>
        line.Contains("Notifications.Channels.LogChannel", StringComparison.Ordinal);

    private Span? Last() => Find("order-saga process", nameof(NotificationSent));

    private Span? Find(string name, string messageType) =>
        _collector.Spans.FirstOrDefault(span => span.Name == name && span.MessageType == messageType);

    private async Task<string?> StateAsync(SagasProgram program)
    {
        using var answer = await program.Client.GetAsync(new Uri($"/orders/{_orderId}", UriKind.Relative));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString();
    }
}
