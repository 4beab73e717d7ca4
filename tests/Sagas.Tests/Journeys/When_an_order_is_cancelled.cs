using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Notifications;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_an_order_is_cancelled : Journey
{
    private Guid _unpaid;
    private Guid _paid;

    protected override async Task HappensAsync()
    {
        _unpaid = await Service.SubmitAsync("tok_slow");
        await Service.UntilGatewayIsSlowAsync();
        await Service.UntilStateAsync(_unpaid, OrderStatus.AwaitingPayment);
        await Service.CancelAsync(_unpaid, "found it cheaper");
        await Service.UntilStateAsync(_unpaid, OrderStatus.Cancelled);
        Service.Time.Advance(RunningService.SlowDelay);
        await Service.UntilAsync(async () => (await Service.OrderAsync(_unpaid)).Version == 5, "the late charge to be undone");

        _paid = await Service.SubmitPaidAsync("tok_visa", "c-1");
        await Service.CancelAsync(_paid, "changed my mind");
        await Service.UntilStateAsync(_paid, OrderStatus.Cancelled);
        Service.Notifications.OpenFor("c-1");
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_give_back_a_charge_that_was_under_way()
    {
        (await Service.StepsAsync(_unpaid)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "CancelOrder: AwaitingPayment → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
            "PaymentCompleted: Cancelled → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
        ]);
        (await Service.OrderAsync(_unpaid)).Reason.ShouldBe("found it cheaper");
        (await ChargeOfAsync(_unpaid)).State.ShouldBe(SimulatedChargeState.Refunded);
    }

    [Test]
    public async Task Should_give_back_what_was_charged_and_not_mind_a_late_notification()
    {
        (await Service.StepsAsync(_paid)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "PaymentCompleted: AwaitingPayment → AwaitingNotification",
            "CancelOrder: AwaitingNotification → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
        ]);
        (await Service.OrderAsync(_paid)).Reason.ShouldBe("changed my mind");
        (await ChargeOfAsync(_paid)).State.ShouldBe(SimulatedChargeState.Refunded);
        (await Service.InDatabaseAsync(db => db.Set<NotificationRecord>().Where(told => told.OrderId == _paid).ToListAsync()))
            .Select(told => told.Template.ToString()).ShouldBe(["OrderConfirmed", "OrderCancelled"], ignoreOrder: true);
    }

    [Test]
    public async Task Should_not_be_cancelled_again()
    {
        using var response = await Service.PostAsync($"/orders/{_paid}/cancel", null);

        var problem = await response.ProblemAsync(HttpStatusCode.Conflict, "order_not_cancellable");
        problem.Text("detail").ShouldContain("Cancelled");
    }

    private Task<SimulatedCharge> ChargeOfAsync(Guid orderId) =>
        Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync(charge => charge.OrderId == orderId));
}
