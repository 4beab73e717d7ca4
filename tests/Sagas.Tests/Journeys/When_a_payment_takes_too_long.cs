using Microsoft.EntityFrameworkCore;
using Sagas.Notifications;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>The payment's timer rings while the gateway is busy, and the charge is made when the order is dead.</summary>
[EveryBed]
internal class When_a_payment_takes_too_long : Journey
{
    private static readonly TimeSpan PaymentTimeout = TimeSpan.FromMinutes(1);

    private OrderStatus _afterTheTimer;
    private int _chargesAfterTheTimer;

    protected override IReadOnlyList<(string Key, string Value)> Settings =>
        [("Sagas:Orders:PaymentTimeout", $"{PaymentTimeout:c}")];

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_slow");
        await Service.UntilGatewayIsSlowAsync();
        await Service.UntilStateAsync(OrderId, OrderStatus.AwaitingPayment);

        Service.Time.Advance(PaymentTimeout);
        await Service.UntilStateAsync(OrderId, OrderStatus.Cancelled);
        _afterTheTimer = (await Service.OrderAsync(OrderId)).State;
        _chargesAfterTheTimer = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().CountAsync());

        Service.Time.Advance(RunningService.SlowDelay - PaymentTimeout);
        await Service.UntilAsync(async () => (await Service.OrderAsync(OrderId)).Version == 5, "the late charge to be undone");
        await Service.UntilQuietAsync();
    }

    [Test]
    public void Should_cancel_the_order_before_anything_is_charged()
    {
        _afterTheTimer.ShouldBe(OrderStatus.Cancelled);
        _chargesAfterTheTimer.ShouldBe(0);
    }

    [Test]
    public async Task Should_refund_the_late_charge_and_tell_the_whole_story()
    {
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "PaymentExpired: AwaitingPayment → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
            "PaymentCompleted: Cancelled → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
        ]);
        (await Service.OrderAsync(OrderId)).Reason.ShouldBe("payment_expired");
    }

    [Test]
    public async Task Should_have_given_the_money_back()
    {
        var charge = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync());
        charge.State.ShouldBe(SimulatedChargeState.Refunded);
        charge.Amount.ShouldBe(39.80m);
    }

    [Test]
    public async Task Should_tell_the_customer_once_that_the_order_is_cancelled() =>
        (await Service.InDatabaseAsync(db => db.Set<NotificationRecord>().SingleAsync())).Template.ToString()
            .ShouldBe("OrderCancelled");
}
