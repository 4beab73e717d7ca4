using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Receive;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_a_gateway_is_down : Journey
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    private readonly List<TimeSpan> _pauses = [];

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_down");
        foreach (var pause in Pauses)
        {
            await Service.UntilQuietAsync();
            _pauses.Add(await UntilRedeliveryAsync());
            Service.Time.Advance(pause);
        }

        await Service.UntilStateAsync(OrderId, OrderStatus.Cancelled);
        await Service.UntilQuietAsync();
    }

    [Test]
    public void Should_try_again_after_growing_pauses() => _pauses.ShouldBe(Pauses);

    [Test]
    public async Task Should_give_up_after_every_retry_of_every_delivery()
    {
        var asked = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync());
        asked.Attempts.ShouldBe(4 * 4);
        asked.State.ShouldBe(SimulatedChargeState.Attempted);
        (await Service.InDatabaseAsync(db => db.Set<InboxMessage>()
                .Where(message => EF.Functions.Like(message.ConsumerId, "%#%")).Select(message => message.ConsumerId)
                .ToListAsync()))
            .ShouldBe(
                [
                    "process-payment:ProcessPaymentConsumer#1", "process-payment:ProcessPaymentConsumer#2",
                    "process-payment:ProcessPaymentConsumer#3", "process-payment:ProcessPaymentConsumer#dead",
                ],
                ignoreOrder: true);
    }

    [Test]
    public async Task Should_keep_the_message_as_a_dead_letter()
    {
        var dead = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.Endpoint.ShouldBe("process-payment");
        dead.Attempts.ShouldBe(4);
        dead.Reason.ShouldBe("The simulated gateway failed, as tok_down tells it to.");
        dead.Body.ShouldContain(OrderId.ToString());
    }

    [Test]
    public async Task Should_cancel_the_order_and_say_why()
    {
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "ProcessPaymentFaulted: AwaitingPayment → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
        ]);
        (await Service.OrderAsync(OrderId)).Reason
            .ShouldBe("payment_failed: The simulated gateway failed, as ***down tells it to.");
    }

    [Test]
    public async Task Should_never_charge_the_order_any_more() =>
        (await Service.InDatabaseAsync(db => db.Set<Payment>().SingleAsync())).State.ShouldBe(PaymentState.Voided);

    private async Task<TimeSpan> UntilRedeliveryAsync()
    {
        var redelivery = RedeliveryToken.Of(OrderId);
        var due = await Service.InDatabaseAsync(db => db.Set<OutboxMessage>()
            .Where(message => message.TokenId == redelivery).Select(message => message.DueAt).SingleAsync());
        var pause = due!.Value - Service.Time.GetUtcNow();
        return TimeSpan.FromSeconds(Math.Round(pause.TotalSeconds));
    }
}
