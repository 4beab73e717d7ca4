using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sagas.Chaos.Outside;
using Sagas.Tests.Harness;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Deployment.Local;

/// <summary>
/// The service as users run it, on servers that are stopped under it. The tests follow each other on one service: whatever
/// one of them leaves behind would show in the next.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_five_processes_run_the_service
{
    // A tour longer than an outage: SAGAS_TEST_OUTAGE_SECONDS=60 makes it a minute.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SAGAS_TEST_OUTAGE_SECONDS") ?? "10", CultureInfo.InvariantCulture));

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<Guid, string> _accepted = new();
    private PaymentProvider _provider = null!;
    private Collector _collector = null!;
    private LocalService _service = null!;

    [OneTimeSetUp]
    public async Task BringUp()
    {
        _provider = await PaymentProvider.StartAsync();
        _collector = await Collector.StartAsync();
        _service = await LocalService.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Sagas__RabbitMq__QuorumQueues"] = "true",
            ["Sagas__Payments__Gateway"] = "Http",
            ["Sagas__Payments__BaseAddress"] = _provider.Address.ToString(),
            ["Sagas__Durability__RedeliveryDelays__0"] = "00:00:01",
            ["Sagas__Durability__CrashLimit"] = "2",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });
        _provider.Kill = () => _service.Kill("Payments");
    }

    [OneTimeTearDown]
    public async Task TakeDown()
    {
        if (_service is not null)
        {
            var log = _service.Log();
            if (TestContext.CurrentContext.Result.FailCount > 0)
                await TestContext.Out.WriteLineAsync(log);
            await _service.DisposeAsync();
        }

        if (_collector is not null)
            await _collector.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
    }

    [Test]
    public async Task Should_take_orders_to_their_ends()
    {
        await SubmitAsync(PaymentProvider.Good, "Completed");
        await SubmitAsync(PaymentProvider.Declined, "Rejected");
        await UntilAllHaveEndedAsync();
    }

    [Test]
    [DependsOnTest(nameof(Should_take_orders_to_their_ends), AllowFailure = true)]
    public async Task Should_tell_one_order_as_one_trace()
    {
        await Eventually.BecomesTrueAsync(() => TraceOfCompleted() is not null, "the trace of a completed order");
        var (trace, last) = TraceOfCompleted()!.Value;

        await TestContext.Out.WriteLineAsync($"{trace}");
        trace.PathTo(last).Select(span => span.Title).Where(IsStep).ShouldBe(
        [
            "POST /orders",
            "order-saga process OrderSubmitted",
            "process-payment process ProcessPayment",
            "order-saga process PaymentCompleted",
            "send-notification process SendNotification",
            "order-saga process NotificationSent",
        ]);
        trace.PathTo(last).Select(span => span.Tags["service.instance.id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(4);

        static bool IsStep(string title) =>
            title.StartsWith("POST ", StringComparison.Ordinal) || title.Contains(" process ", StringComparison.Ordinal);
    }

    [Test]
    [DependsOnTest(nameof(Should_tell_one_order_as_one_trace), AllowFailure = true)]
    public async Task Should_take_orders_while_the_broker_is_away_and_complete_them_when_it_is_back()
    {
        var deadLetters = await CountDeadLettersAsync();
        await _service.StopBrokerAsync();
        var statuses = await PostForAsync(Outage);
        var readiness = await ReadinessAsync();

        statuses.ShouldAllBe(status => status == HttpStatusCode.Accepted);
        readiness.StatusCode.ShouldBe(HttpStatusCode.OK);
        readiness.Body.GetProperty("status").GetString().ShouldBe("Degraded");
        readiness.Body.GetProperty("entries").GetProperty("bus").GetProperty("description").GetString()!.ShouldContain("refused");

        await _service.StartBrokerAsync();
        var back = TimeProvider.System.GetTimestamp();
        await UntilAllHaveEndedAsync();
        await TestContext.Out.WriteLineAsync(
            $"{statuses.Count} orders within {Outage.TotalSeconds} s, all at their end {TimeProvider.System.GetElapsedTime(back).TotalSeconds:F0} s after the broker was back");
        (await CountDeadLettersAsync()).ShouldBe(deadLetters);
        await UntilReadyAsync();
    }

    [Test]
    [DependsOnTest(nameof(Should_take_orders_while_the_broker_is_away_and_complete_them_when_it_is_back), AllowFailure = true)]
    public async Task Should_refuse_orders_while_the_database_is_away_and_complete_the_others()
    {
        var deadLetters = await CountDeadLettersAsync();
        var before = Enumerable.Range(0, 50).Select(_ => TrySubmitAsync(PaymentProvider.Good, "Completed")).ToList();
        await before[0];
        await _service.StopDatabaseAsync();
        await Task.WhenAll(before);
        var refused = await TrySubmitAsync(PaymentProvider.Good, "Completed");
        var readiness = await ReadinessAsync();
        await _service.StartDatabaseAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Body.GetProperty("code").GetString().ShouldBe("unavailable");
        refused.ContentType.ShouldBe("application/problem+json");
        refused.RetryAfter.ShouldNotBeNull();
        readiness.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await UntilReadyAsync();
        await UntilAllHaveEndedAsync();
        (await CountDeadLettersAsync()).ShouldBe(deadLetters);
    }

    [Test]
    [DependsOnTest(nameof(Should_refuse_orders_while_the_database_is_away_and_complete_the_others), AllowFailure = true)]
    public async Task Should_give_up_poison_while_orders_complete()
    {
        var deadLetters = await CountDeadLettersAsync();
        await using (var client = await RawPublisher.ConnectAsync(_service.Broker))
        {
            await client.PublishAsync("order-saga", new byte[] { 0x00, 0xFF, 0xFE, 0x41 }, RawPublisher.Envelope);
            await client.PublishAsync("process-payment", new byte[] { 0xC3, 0x28 }, contentType: null);
            await client.PublishAsync(
                "Sagas.Contracts.Orders:CancelOrder", """{"orderId":"not one"}"""u8.ToArray(), RawPublisher.Json);
        }

        var killed = await SubmitAsync(PaymentProvider.Deadly, "Cancelled");
        var broken = await SubmitAsync(PaymentProvider.Broken, "Cancelled");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => SubmitAsync(PaymentProvider.Good, "Completed")));
        await UntilAllHaveEndedAsync();

        _provider.Kills.ShouldBe(3);
        var dead = await _service.QueryAsync(
            $"""SELECT "Endpoint", "Reason", "Body" FROM "DeadLetters" ORDER BY "DeadAt" OFFSET {deadLetters}""");
        foreach (var deadLetter in dead)
            await TestContext.Out.WriteLineAsync($"{deadLetter[0]}: {deadLetter[1]}");
        dead.Count.ShouldBe(
            5, string.Join('\n', dead.Select(deadLetter => $"{deadLetter[0]}: {deadLetter[1]}\n{deadLetter[2]}")));
        ShouldHave("order-saga", "read in UTF-8");
        ShouldHave("order-saga", "orderId");
        ShouldHave("process-payment", "kills the process", killed);
        ShouldHave("process-payment", "answered 400", broken);

        void ShouldHave(string endpoint, string reason, Guid? orderId = null) => dead.Any(deadLetter =>
            (string)deadLetter[0]! == endpoint
            && ((string)deadLetter[1]!).Contains(reason, StringComparison.Ordinal)
            && ((string)deadLetter[2]!).Contains($"{orderId}", StringComparison.Ordinal)).ShouldBeTrue($"{endpoint}: {reason}");
    }

    [Test]
    [DependsOnTest(nameof(Should_give_up_poison_while_orders_complete), AllowFailure = true)]
    public async Task Should_take_over_what_lies_in_an_error_queue_even_if_the_queue_was_deleted()
    {
        await using var client = await RawPublisher.ConnectAsync(_service.Broker);
        await client.DeleteAsync("order-saga_error");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["MT-Fault-Message"] = "The disk was full." };
        await Eventually.BecomesTrueAsync(
            async () => await TryPublishAsync(client, headers), "the queue to be there again", Patience);

        await Eventually.BecomesTrueAsync(
            async () => (await _service.QueryAsync(
                """SELECT "Endpoint" FROM "DeadLetters" WHERE "Reason" = 'The disk was full.'""")).Count == 1,
            "the dead letter", Patience);
    }

    [Test]
    [DependsOnTest(nameof(Should_take_over_what_lies_in_an_error_queue_even_if_the_queue_was_deleted), AllowFailure = true)]
    public async Task Should_lose_and_double_nothing()
    {
        await UntilAllHaveEndedAsync();
        var stored = await _service.QueryAsync("""SELECT "OrderId" FROM "Orders" """);
        _accepted.Keys.ShouldBeSubsetOf(stored.Select(row => (Guid)row[0]!));
        _provider.ChargedOrders.ShouldBeUnique();
        // What has left is removed a moment later.
        await Eventually.BecomesTrueAsync(
            async () => (await _service.QueryAsync("""SELECT 1 FROM "OutboxMessages" WHERE "DueAt" IS NULL""")).Count == 0,
            "the outbox to be empty");
    }

    [Test]
    [DependsOnTest(nameof(Should_lose_and_double_nothing), AllowFailure = true)]
    public async Task Should_leave_nothing_running()
    {
        await TestContext.Out.WriteLineAsync(await _service.StopAsync());
        _service.WhatStillRuns().ShouldBeEmpty();
        Directory.Exists(_service.Directory).ShouldBeFalse();
    }

    private sealed record Answer(HttpStatusCode StatusCode, string? ContentType, TimeSpan? RetryAfter, JsonElement Body);

    private (Trace Trace, Span Last)? TraceOfCompleted()
    {
        foreach (var last in _collector.Spans.Where(
            span => span is { Name: "order-saga process", MessageType: "NotificationSent" }))
        {
            var trace = _collector.TraceOf(last);
            if (trace.IsCompleteTo(last)
                && trace.Spans.Any(span => span is { Name: "order-saga process", MessageType: "PaymentCompleted" }))
                return (trace, last);
        }

        return null;
    }

    private static async Task<bool> TryPublishAsync(RawPublisher client, Dictionary<string, string> headers)
    {
        try
        {
            await client.PublishAsync("order-saga_error", "{}"u8.ToArray(), RawPublisher.Envelope, headers);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.PublishException)
        {
            return false;
        }
    }

    /// <summary>Posts ten orders a second for a while.</summary>
    private async Task<IReadOnlyList<HttpStatusCode>> PostForAsync(TimeSpan duration)
    {
        var statuses = new List<HttpStatusCode>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(0.1));
        for (var begin = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begin) < duration;)
        {
            await pace.WaitForNextTickAsync();
            statuses.Add((await TrySubmitAsync(PaymentProvider.Good, "Completed")).StatusCode);
        }

        return statuses;
    }

    private async Task<Guid> SubmitAsync(string token, string ending)
    {
        var answer = await TrySubmitAsync(token, ending);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, answer.Body.ToString());
        return answer.Body.GetProperty("orderId").GetGuid();
    }

    private async Task<Answer> TrySubmitAsync(string token, string ending)
    {
        using var content = new StringContent(RunningService.OrderOf(token), Encoding.UTF8, "application/json");
        using var response = await _service.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);
        var answer = await ReadAsync(response);
        if (answer.StatusCode == HttpStatusCode.Accepted)
            _accepted[answer.Body.GetProperty("orderId").GetGuid()] = ending;
        return answer;
    }

    private async Task<Answer> ReadinessAsync()
    {
        using var response = await _service.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return await ReadAsync(response);
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.RetryAfter?.Delta,
        JsonElement.Parse(await response.Content.ReadAsStringAsync()));

    private Task UntilReadyAsync() => Eventually.BecomesTrueAsync(
        async () => (await ReadinessAsync()).Body.GetProperty("status").GetString() == "Healthy",
        "the service to be ready", Patience);

    /// <summary>
    /// Waits until every order that was accepted is where it belongs; a process that has died is started again.
    /// </summary>
    private async Task UntilAllHaveEndedAsync()
    {
        try
        {
            await UntilAsync();
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\n{await WhatIsUnderWayAsync()}", exception);
        }
    }

    private Task UntilAsync() => Eventually.BecomesTrueAsync(
        async () =>
        {
            if (!_service.Runs("Payments") && !await _service.TryStartWhatHasStoppedAsync())
                return false;
            var states = (await _service.QueryAsync("""SELECT "OrderId", "CurrentState" FROM "Orders" """))
                .ToDictionary(row => (Guid)row[0]!, row => (string)row[1]!);
            return _accepted.All(order => states.TryGetValue(order.Key, out var state) && state == order.Value);
        },
        "all orders to end",
        Patience);

    private async Task<string> WhatIsUnderWayAsync() => string.Join('\n', (await _service.QueryAsync(
        """SELECT "CurrentState", count(*) FROM "Orders" GROUP BY 1 UNION ALL SELECT "MessageTypes", count(*) FROM "OutboxMessages" GROUP BY 1"""))
        .Select(row => $"{row[1]} {row[0]}")
        .Append(await _service.ControlBrokerAsync("list_queues name messages_ready messages_unacknowledged consumers")));

    private async Task<int> CountDeadLettersAsync() => (await _service.QueryAsync("""SELECT 1 FROM "DeadLetters" """)).Count;
}
