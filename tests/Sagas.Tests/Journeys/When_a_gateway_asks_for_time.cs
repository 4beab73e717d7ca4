using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>The gateway answers 503 with Retry-After: 300, once or for longer than orders wait.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_gateway_asks_for_time
{
    private const int Orders = 5;
    private const string Charge = """{"chargeId":"ch_1","status":"charged","amount":39.80,"currency":"EUR"}""";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(300);

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

    [Test]
    public async Task Should_not_lose_an_order_and_not_call_it_before()
    {
        _gateway.AsksToWait(503, "300").Answers(200, Charge);
        var orders = new List<Guid> { await _service.SubmitAsync("tok_visa") };
        await _service.UntilAsync(() => Task.FromResult(_gateway.Requests.Count == 1), "the gateway to be called");
        await UntilWaitingAsync(1);
        while (orders.Count < Orders)
            orders.Add(await _service.SubmitAsync("tok_visa"));
        await UntilWaitingAsync(Orders);

        _service.Time.Advance(Pause - TimeSpan.FromSeconds(1));
        await _service.UntilQuietAsync();
        _gateway.Requests.Count.ShouldBe(1);

        _service.Time.Advance(TimeSpan.FromSeconds(2));
        foreach (var orderId in orders)
            await _service.UntilStateAsync(orderId, OrderStatus.Completed);
        _gateway.Requests.Count.ShouldBe(1 + Orders);
        _gateway.Requests.GroupBy(request => request.IdempotencyKey).Count().ShouldBe(Orders);
        (await _service.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task Should_keep_what_waits_when_the_process_ends()
    {
        _gateway.AsksToWait(503, "300").Answers(200, Charge);
        var orderId = await _service.SubmitAsync("tok_visa");
        await UntilWaitingAsync(1);

        await _service.RestartAsync();
        await _service.UntilListeningAsync();
        _service.Time.Advance(Pause + TimeSpan.FromSeconds(1));

        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
    }

    [Test]
    public async Task Should_cancel_an_order_whose_own_time_is_over_and_charge_nothing()
    {
        // It is busy for longer than a payment may take, and then knows of no charge.
        for (var busy = 0; busy < 4; busy++)
            _gateway.AsksToWait(503, "300");
        _gateway.Answers(404);
        var orderId = await _service.SubmitAsync("tok_visa");

        await UntilWaitingAsync(1);
        await _service.LetTimePassAsync();

        await _service.UntilStateAsync(orderId, OrderStatus.Cancelled);
        (await _service.StepsAsync(orderId))[1].ShouldBe("PaymentExpired: AwaitingPayment → Compensating");
        (await _service.InDatabaseAsync(db => db.Set<Payment>().SingleAsync())).State.ShouldBe(PaymentState.Voided);
    }

    private Task UntilWaitingAsync(int count) => _service.UntilAsync(
        async () => await _service.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync(
            message => message.DueAt != null && EF.Functions.Like(message.MessageTypes, "%ProcessPayment%"))) == count,
        $"{count} charges to wait");
}
