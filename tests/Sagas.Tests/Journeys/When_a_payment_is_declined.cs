using Microsoft.EntityFrameworkCore;
using Sagas.Notifications;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
[TestFixture("tok_declined", "card_declined")]
[TestFixture("tok_insufficient_funds", "insufficient_funds")]
internal class When_a_payment_is_declined(string token, string reason) : Journey
{
    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync(token);
        await Service.UntilStateAsync(OrderId, OrderStatus.Rejected);
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_reject_the_order_with_the_gateways_reason()
    {
        (await Service.OrderAsync(OrderId)).Reason.ShouldBe(reason);
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "PaymentDeclined: AwaitingPayment → Rejected",
        ]);
    }

    [Test]
    public async Task Should_ask_the_gateway_once_and_charge_nothing()
    {
        var asked = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync());
        asked.State.ShouldBe(SimulatedChargeState.Declined);
        asked.Attempts.ShouldBe(1);
        asked.ChargeId.ShouldBeNull();
    }

    [Test]
    public async Task Should_tell_the_customer_why() =>
        (await Service.InDatabaseAsync(db => db.Set<NotificationRecord>().SingleAsync())).Template.ToString()
            .ShouldBe("OrderRejected");
}
