using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>A gateway behind HTTP answers a charge or a refund with something that is not what it was asked for.</summary>
internal class When_a_gateway_answers_nonsense
{
    private const string Charged = """{"chargeId":"ch_1","status":"charged","amount":39.80,"currency":"EUR"}""";

    private LocalHttpServer _gateway = null!;
    private RunningService _service = null!;

    [SetUp]
    public async Task Start()
    {
        _gateway = await LocalHttpServer.StartAsync();
        _service = await RunningService.StartAsync(
            ("Sagas:Payments:Gateway", "Http"), ("Sagas:Payments:BaseAddress", _gateway.Address));
    }

    [TearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [TestCase("""{"chargeId":"ch_1","status":"charged","currency":"EUR"}""", "amount: Is required.")]
    [TestCase("""{"chargeId":"ch_1","status":"charged","amount":39.80}""", "currency: Is required.")]
    [TestCase("""{"status":"charged","amount":39.80,"currency":"EUR"}""", "chargeId: Is required.")]
    public async Task Should_be_asked_again_and_need_attention_if_the_answer_stays_unusable(string answer, string missing)
    {
        _gateway.Answers(200, answer);
        var orderId = await _service.SubmitAsync("tok_visa");

        await _service.LetTimePassAsync();

        var order = await _service.OrderAsync(orderId);
        order.State.ShouldBe(OrderStatus.NeedsAttention);
        order.Reason!.ShouldEndWith(missing);
        (await _service.InDatabaseAsync(db => db.Set<DeadLetter>().Select(x => x.Endpoint).ToListAsync()))
            .ShouldBe(["process-payment", "refund-payment"], ignoreOrder: true);
        _gateway.Requests.Count(request => request.Method == "POST").ShouldBeGreaterThan(4);
    }

    [TestCase("\"amount\":1.00,\"currency\":\"EUR\"", "1.00 EUR")]
    [TestCase("\"amount\":39.80,\"currency\":\"USD\"", "39.80 USD")]
    [TestCase("\"amount\":\"39.81\",\"currency\":\"EUR\"", "39.81 EUR")]
    public async Task Should_be_asked_for_the_money_back_if_it_charged_another_sum(string sum, string told)
    {
        _gateway.Answers(200, $$"""{"chargeId":"ch_1","status":"charged",{{sum}}}""").Answers(200, "");
        var orderId = await _service.SubmitAsync("tok_visa");
        await _service.LetTimePassAsync();

        var order = await _service.OrderAsync(orderId);
        (order.State, order.Reason).ShouldBe((
            OrderStatus.NeedsAttention,
            $"payment_mismatch: {told} was charged instead of 39.80 EUR; afterwards {told} was refunded"));
        var refund = _gateway.Requests[^1];
        refund.Path.ShouldEndWith("/refunds");
        var asked = JsonElement.Parse(refund.Body);
        (asked.GetProperty("amount").GetDecimal(), asked.GetProperty("currency").GetString())
            .ShouldBe((decimal.Parse(told.Split(' ')[0], CultureInfo.InvariantCulture), told.Split(' ')[1]));
        _gateway.Requests.Count.ShouldBe(2);
        await _service.ShouldKeepItsPromisesAsync();
    }

    [Test]
    public async Task Should_need_attention_if_another_sum_was_refunded()
    {
        _gateway.Answers(200, Charged).Answers(200, """{"chargeId":"ch_1","status":"refunded","amount":1.00,"currency":"EUR"}""");
        var orderId = await _service.SubmitPaidAsync("tok_visa", "refunded");

        await _service.CancelAsync(orderId, "changed my mind");
        await _service.UntilStateAsync(orderId, OrderStatus.Compensating);
        _service.Notifications.OpenForAll();
        await _service.LetTimePassAsync();

        (await _service.OrderAsync(orderId)).State.ShouldBe(OrderStatus.NeedsAttention);
        var dead = await _service.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.Reason.ShouldBe("The gateway refunded 1.00 EUR instead of 39.80 EUR.");
        await _service.SendAsync(new ResolveManually(orderId, "grace", "the rest by bank transfer"));
        await _service.UntilStateAsync(orderId, OrderStatus.Cancelled);
    }
}
