using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Sagas.Payments;
using Sagas.Payments.Gateways;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Payments.Gateways;

/// <summary>The HTTP gateway as the module registers it, against a real server.</summary>
internal sealed class Http_gateway
{
    private const string Charged = """{"chargeId":"ch_1","status":"charged","amount":39.80,"currency":"EUR"}""";
    private const string ApiKey = "sk_test_never_to_be_logged";

    private static readonly ChargeRequest Request = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 39.80m, "EUR", "tok_visa");
    private static readonly GatewayCharge Charge = new("ch_1", 39.80m, "EUR");

    private readonly CollectingLoggerProvider _log = new();
    private LocalHttpServer _server = null!;
    private ServiceProvider _provider = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await LocalHttpServer.StartAsync();
        _provider = Build(_server.Address);
    }

    [TearDown]
    public async Task Stop()
    {
        await _provider.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Should_charge_under_the_idempotency_key()
    {
        _server.Answers(201, Charged);

        (await Gateway().ChargeAsync(Request, default)).Charge.ShouldBe(Charge);

        var request = _server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path).ShouldBe(("POST", "/api/charges"));
        request.IdempotencyKey.ShouldBe(Request.PaymentId.ToString());
        request.Authorization.ShouldBe($"Bearer {ApiKey}");
        var body = JsonDocument.Parse(request.Body).RootElement;
        body.GetProperty("orderId").GetGuid().ShouldBe(Request.OrderId);
        body.GetProperty("amount").GetDecimal().ShouldBe(39.80m);
        body.GetProperty("currency").GetString().ShouldBe("EUR");
        body.GetProperty("paymentToken").GetString().ShouldBe("tok_visa");
    }

    [Test]
    public async Task Should_say_how_long_each_request_is()
    {
        _server.WantsALength(Charged)
            .WantsALength(Charged.Replace("\"charged\"", "\"refunded\"", StringComparison.Ordinal));
        await Gateway().ChargeAsync(Request, default);
        await Gateway().RefundAsync(new RefundRequest(Request.PaymentId, "ch_1", 39.80m, "EUR", "cancelled"), default);

        _server.Requests.Count.ShouldBe(2);
        _server.Requests.ShouldAllBe(request => request.ContentLength == request.Body.Length);
    }

    [TestCase("""{"title":"Declined","code":"card_declined"}""", "card_declined")]
    [TestCase("""{"title":"Declined"}""", "declined")]
    [TestCase("""{"code":7}""", "declined")]
    [TestCase("[]", "declined")]
    [TestCase("no json at all", "declined")]
    public async Task Should_take_402_as_a_refusal(string problem, string code)
    {
        _server.Answers(402, problem, "application/problem+json");

        (await Gateway().ChargeAsync(Request, default)).ShouldBe(ChargeResult.Declined(code));
        _server.Requests.Count.ShouldBe(1);
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(404)]
    [TestCase(409)]
    [TestCase(422)]
    public async Task Should_fail_without_repeating_on(int status)
    {
        _server.Answers(status);

        (await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(Request, default)))
            .Message.ShouldBe($"The payment gateway answered {status} to POST /api/charges.");
        _server.Requests.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_not_follow_to_another_address()
    {
        _server.RedirectsTo("/elsewhere").Answers(200, Charged);

        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(Request, default));
        _server.Requests.Count.ShouldBe(1);
    }

    [TestCase(408)]
    [TestCase(425)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task Should_repeat_with_the_same_key_and_body_after(int status)
    {
        _server.Answers(status).Answers(status).Answers(200, Charged);

        (await Gateway().ChargeAsync(Request, default)).Charge.ShouldBe(Charge);
        _server.Requests.Count.ShouldBe(3);
        _server.Requests.Distinct().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_repeat_after_a_lost_connection()
    {
        _server.HangsUp().Answers(200, Charged);

        (await Gateway().ChargeAsync(Request, default)).Charge.ShouldBe(Charge);
        _server.Requests.Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_fail_once_repeating_is_exhausted()
    {
        _server.Answers(503);

        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(Request, default));
        _server.Requests.Count.ShouldBe(3);
    }

    [Test]
    public async Task Should_fail_when_no_answer_comes_in_time()
    {
        _server.StaysSilent();
        await using var impatient = Build(_server.Address, ("Timeout", "00:00:00.1"), ("Http:Retries", "0"));

        var failure = await Should.ThrowAsync<PaymentGatewayException>(
            () => impatient.GetRequiredService<IPaymentGateway>().ChargeAsync(Request, default));
        failure.InnerException.ShouldBeOfType<TimeoutRejectedException>();
    }

    [Test]
    public async Task Should_fail_when_nobody_listens()
    {
        var address = _server.Address;
        await _server.DisposeAsync();
        await using var provider = Build(address);

        (await Should.ThrowAsync<PaymentGatewayException>(
            () => provider.GetRequiredService<IPaymentGateway>().ChargeAsync(Request, default)))
            .InnerException.ShouldBeOfType<HttpRequestException>();
    }

    [Test]
    public async Task Should_leave_a_gateway_alone_that_keeps_failing()
    {
        _server.Answers(500);
        await using var provider = Build(
            _server.Address, ("Http:Retries", "0"), ("Http:BreakAfter", "2"), ("Http:BreakFor", "00:10:00"));
        for (var call = 0; call < 2; call++)
            await Should.ThrowAsync<PaymentGatewayException>(
                () => provider.GetRequiredService<IPaymentGateway>().ChargeAsync(Request, default));

        var failure = await Should.ThrowAsync<PaymentGatewayException>(
            () => provider.GetRequiredService<IPaymentGateway>().ChargeAsync(Request, default));
        failure.InnerException!.InnerException.ShouldBeOfType<BrokenCircuitException>();
        failure.Message.ShouldBe(
            "The payment gateway was not called, because most of the last calls had failed; at last, it answered 500.");
        _server.Requests.Count.ShouldBe(2);
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("<html>")]
    [TestCase("""{"chargeId":"","status":"charged","amount":1,"currency":"EUR"}""")]
    [TestCase("""{"chargeId":"ch_1","status":"pending","amount":1,"currency":"EUR"}""")]
    [TestCase("""{"chargeId":"ch_1","status":"charged","amount":"much","currency":"EUR"}""")]
    public async Task Should_fail_on_an_answer_that_is_no_charge(string answer)
    {
        _server.Answers(200, answer);

        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(Request, default));
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().FindChargeAsync(Request.PaymentId, default));
    }

    // Whatever is missing or cannot be kept as it is makes the answer unusable, and says which member it is.
    [TestCase("amount", null)]
    [TestCase("amount", "null")]
    [TestCase("amount", "0")]
    [TestCase("amount", "-39.80")]
    [TestCase("amount", "39.801")]
    [TestCase("amount", "39.8000000000000000000000000000000000001")]
    [TestCase("amount", "100000000000000")]
    [TestCase("amount", "1e400")]
    [TestCase("amount", "\"39,80\"")]
    [TestCase("amount", "{}")]
    [TestCase("currency", null)]
    [TestCase("currency", "null")]
    [TestCase("currency", "\"EURO\"")]
    [TestCase("currency", "\"XXX\"")]
    [TestCase("currency", "17")]
    [TestCase("chargeId", null)]
    [TestCase("chargeId", "null")]
    [TestCase("chargeId", "\" \"")]
    [TestCase("chargeId", "\"ch_\\u0000\"")]
    [TestCase("chargeId", "17")]
    public async Task Should_fail_on_a_charge_that_lacks(string member, string? value)
    {
        var answer = JsonNode.Parse(Charged)!.AsObject();
        answer.Remove(member);
        var json = answer.ToJsonString();
        _server.Answers(200, value is null ? json : $"{json[..^1]},\"{member}\":{value}}}");

        foreach (var call in (Func<Task>[])
            [() => Gateway().ChargeAsync(Request, default), () => Gateway().FindChargeAsync(Request.PaymentId, default)])
        {
            (await Should.ThrowAsync<PaymentGatewayException>(call)).Message.ShouldContain(member);
        }
    }

    // What is said twice about money is not said.
    [TestCase("""{"chargeId":"c","status":"charged","amount":1.00,"currency":"USD","amount":39.80,"currency":"EUR"}""")]
    [TestCase("""{"chargeId":"c","status":"declined","status":"charged","amount":39.80,"currency":"EUR"}""")]
    [TestCase("""{"chargeId":"c","status":"charged","amount":39.80,"Amount":1.00,"currency":"EUR"}""")]
    public async Task Should_believe_no_charge_that_is_told_twice(string answer)
    {
        _server.Answers(200, answer);

        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(Request, default));
    }

    [Test]
    public async Task Should_not_take_a_promise_for_a_refund()
    {
        _server.Answers(202, "");

        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().RefundAsync(
            new RefundRequest(Request.PaymentId, "ch_1", 39.80m, "EUR", "cancelled"), default));
    }


    [TestCase("\"amount\":1.00,\"currency\":\"EUR\"", "1.00", "EUR")]
    [TestCase("\"amount\":39.80,\"currency\":\"USD\"", "39.80", "USD")]
    [TestCase("\"amount\":\"39.80\",\"currency\":\"eur\"", "39.80", "EUR")]
    public async Task Should_tell_what_was_charged_whatever_was_asked_for(string sum, string amount, string currency)
    {
        _server.Answers(200, $$"""{"chargeId":"ch_1","status":"charged",{{sum}}}""");

        (await Gateway().ChargeAsync(Request, default)).Charge.ShouldBe(
            new GatewayCharge("ch_1", decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase(" \n")]
    [TestCase("""{"status":"refunded"}""")]
    [TestCase("""{"refundId":"re_1","status":"refunded"}""")]
    [TestCase("""{"chargeId":"ch_1","status":"refunded","amount":39.8,"currency":"eur"}""")]
    public async Task Should_take_a_refund(string answer)
    {
        _server.Answers(200, answer);

        await Gateway().RefundAsync(new RefundRequest(Request.PaymentId, "ch_1", 39.80m, "EUR", "cancelled"), default);
    }

    [TestCase("""{"amount":1.00}""", "The gateway refunded 1.00 EUR instead of 39.80 EUR.")]
    [TestCase("""{"amount":39.80,"currency":"USD"}""", "The gateway refunded 39.80 USD instead of 39.80 EUR.")]
    [TestCase("""{"currency":"USD"}""", "The gateway refunded 39.80 USD instead of 39.80 EUR.")]
    [TestCase("""{"chargeId":"ch_2","amount":39.80}""", "The gateway refunded ch_2 instead of ch_1.")]
    [TestCase("""{"status":"pending"}""", "The gateway has not refunded the charge; its status is 'pending'.")]
    [TestCase("""{"status":"charged","amount":39.80}""", "The gateway has not refunded the charge; its status is 'charged'.")]
    [TestCase("""{"status":"failed"}""", "The gateway has not refunded the charge; its status is 'failed'.")]
    [TestCase("""{"status":"REFUNDED"}""", "The gateway has not refunded the charge; its status is 'REFUNDED'.")]
    [TestCase("""{"refundId":"re_1","status":"succeeded"}""", "its status is 'succeeded'.")]
    [TestCase("""{"status":"failed","amount":39.80,"currency":"EUR"}""", "its status is 'failed'.")]
    [TestCase("""{"error":"cannot refund"}""", "its status is ''.")]
    [TestCase("""{"amount":39.80,"currency":"EUR"}""", "its status is ''.")]
    [TestCase("""{"status":"refunded","status":"failed"}""", "something that is not a refund")]
    [TestCase("""{"status":"refunded","STATUS":"failed"}""", "something that is not a refund")]
    [TestCase("OK", "something that is not a refund")]
    [TestCase("[1]", "something that is not a refund")]
    [TestCase("null", "The payment gateway answered null.")]
    [TestCase("<html></html>", "something that is not a refund")]
    [TestCase("""{"amount":"all of it"}""", "$.amount: Must be a number of at most 28 digits.")]
    public async Task Should_fail_on_another_refund(string answer, string told)
    {
        _server.Answers(200, answer);

        (await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().RefundAsync(
            new RefundRequest(Request.PaymentId, "ch_1", 39.80m, "EUR", "cancelled"), default))).Message.ShouldContain(told);
    }

    [TestCase("charged")]
    [TestCase("refunded")]
    public async Task Should_find_a_charge(string status)
    {
        _server.Answers(200, Charged.Replace("charged", status, StringComparison.Ordinal));

        (await Gateway().FindChargeAsync(Request.PaymentId, default)).ShouldBe(Charge);
        var request = _server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path).ShouldBe(("GET", $"/api/charges/{Request.PaymentId}"));
    }

    [Test]
    public async Task Should_find_none_where_there_is_none()
    {
        _server.Answers(404);

        (await Gateway().FindChargeAsync(Request.PaymentId, default)).ShouldBeNull();
    }

    [Test]
    public async Task Should_find_none_where_it_was_declined()
    {
        _server.Answers(200, """{"chargeId":null,"status":"declined","amount":39.80,"currency":"EUR"}""");

        (await Gateway().FindChargeAsync(Request.PaymentId, default)).ShouldBeNull();
    }

    [Test]
    public async Task Should_refund_under_a_key_of_its_own()
    {
        _server.Answers(500).Answers(200);

        await Gateway().RefundAsync(new RefundRequest(Request.PaymentId, "ch_1", 39.80m, "EUR", "cancelled"), default);

        _server.Requests.Count.ShouldBe(2);
        var request = _server.Requests.Distinct().ShouldHaveSingleItem();
        (request.Method, request.Path).ShouldBe(("POST", $"/api/charges/{Request.PaymentId}/refunds"));
        request.IdempotencyKey.ShouldBe($"{Request.PaymentId}-refund");
        JsonDocument.Parse(request.Body).RootElement.GetProperty("reason").GetString().ShouldBe("cancelled");
    }

    [Test]
    public async Task Should_fail_when_the_refund_is_not_accepted()
    {
        _server.Answers(409);

        await Should.ThrowAsync<PaymentGatewayException>(
            () => Gateway().RefundAsync(new RefundRequest(Request.PaymentId, "ch_1", 39.80m, "EUR", "cancelled"), default));
    }

    [Test]
    public async Task Should_never_log_the_key()
    {
        _server.Answers(500).Answers(401);
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(Request, default));

        _log.Lines.ShouldNotBeEmpty();
        _log.Lines.ShouldNotContain(x => x.Contains(ApiKey, StringComparison.Ordinal));
    }

    private IPaymentGateway Gateway() => _provider.GetRequiredService<IPaymentGateway>();

    private ServiceProvider Build(string address, params (string Key, string Value)[] settings)
    {
        (string, string)[] defaults =
        [
            ("Sagas:Payments:Gateway", "Http"),
            ("Sagas:Payments:BaseAddress", $"{address}/api"),
            ("Sagas:Payments:ApiKey", ApiKey),
            ("Sagas:Payments:Http:RetryDelay", "00:00:00.001"),
        ];
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        services.AddSingleton(TimeProvider.System);
        services.AddPayments(Settings.Of([.. defaults, .. settings.Select(x => ($"Sagas:Payments:{x.Key}", x.Value))]));
        return services.BuildServiceProvider();
    }
}
