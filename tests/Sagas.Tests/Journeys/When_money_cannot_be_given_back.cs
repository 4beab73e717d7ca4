using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>A paid order is cancelled, the gateway refuses to refund, and an operator has to decide.</summary>
[EveryBed]
internal class When_money_cannot_be_given_back : Journey
{
    private Guid _repaired;

    protected override async Task HappensAsync()
    {
        OrderId = await NeedsAttentionAsync("c-1");
        await Service.SendAsync(new RetryCompensation(OrderId, "grace", "the gateway should be back"));
        await Service.UntilAsync(
            async () => (await Service.OrderAsync(OrderId)).Version == 5, "the compensation to be tried again");
        await Service.LetTimePassAsync();
        await Service.UntilStateAsync(OrderId, OrderStatus.NeedsAttention);
        await Service.SendAsync(new ResolveManually(OrderId, "grace", "paid back by bank transfer"));
        await Service.UntilStateAsync(OrderId, OrderStatus.Cancelled);

        _repaired = await NeedsAttentionAsync("c-2");
        // The gateway comes to its senses.
        await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().Where(charge => charge.OrderId == _repaired)
            .ExecuteUpdateAsync(set => set.SetProperty(charge => charge.PaymentToken, "tok_visa")));
        await Service.SendAsync(new RetryCompensation(_repaired, "grace", "the gateway is back"));
        await Service.UntilStateAsync(_repaired, OrderStatus.Cancelled);
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_be_settled_by_an_operator_with_name_and_reason()
    {
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "PaymentCompleted: AwaitingPayment → AwaitingNotification",
            "CancelOrder: AwaitingNotification → Compensating",
            "RefundPaymentFaulted: Compensating → NeedsAttention",
            "RetryCompensation: NeedsAttention → Compensating",
            "RefundPaymentFaulted: Compensating → NeedsAttention",
            "ResolveManually: NeedsAttention → Cancelled",
        ]);
        (await Service.OrderAsync(OrderId)).Reason.ShouldBe("resolved_manually by grace: paid back by bank transfer");
    }

    [Test]
    public async Task Should_be_refunded_when_the_gateway_is_back()
    {
        (await Service.StepsAsync(_repaired)).Skip(3).ShouldBe(
        [
            "RefundPaymentFaulted: Compensating → NeedsAttention",
            "RetryCompensation: NeedsAttention → Compensating",
            "PaymentRefunded: Compensating → Cancelled",
        ]);
        (await Service.OrderAsync(_repaired)).Reason.ShouldBe("changed my mind");
        (await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync(charge => charge.OrderId == _repaired)))
            .State.ShouldBe(SimulatedChargeState.Refunded);
    }

    [Test]
    public async Task Should_keep_every_refund_that_was_given_up_as_a_dead_letter()
    {
        var dead = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().ToListAsync());
        dead.Select(deadLetter => deadLetter.Endpoint).ShouldBe(["refund-payment", "refund-payment", "refund-payment"]);
        dead.Count(deadLetter => deadLetter.Body.Contains(OrderId.ToString(), StringComparison.Ordinal)).ShouldBe(2);
    }

    private async Task<Guid> NeedsAttentionAsync(string customer)
    {
        var orderId = await Service.SubmitPaidAsync("tok_refund_down", customer);
        await Service.CancelAsync(orderId, "changed my mind");
        await Service.UntilStateAsync(orderId, OrderStatus.Compensating);
        Service.Notifications.OpenFor(customer);
        await Service.LetTimePassAsync();
        await Service.UntilStateAsync(orderId, OrderStatus.NeedsAttention);
        return orderId;
    }
}
