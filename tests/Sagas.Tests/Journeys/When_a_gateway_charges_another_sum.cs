using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Payments;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>Charges that are not the order's are given back, and a person has to look, whoever has reported them.</summary>
[EveryBed]
internal class When_a_gateway_charges_another_sum : Journey
{
    private Guid _inAnotherCurrency;
    private Guid _foreign;
    private Guid _paid;
    private Guid _late;
    private Guid _resolved;

    protected override async Task HappensAsync()
    {
        await Service.UntilListeningAsync();
        OrderId = await Service.SubmitAsync("tok_wrong_amount");
        _inAnotherCurrency = await Service.SubmitAsync("tok_wrong_currency");
        _resolved = await Service.SubmitAsync("tok_wrong_amount");

        _foreign = await Service.SubmitAsync("tok_slow");
        await Service.UntilStateAsync(_foreign, OrderStatus.AwaitingPayment);
        await Service.PublishAsync(Completed(_foreign, 1.00m));

        _paid = await Service.SubmitAsync("tok_visa");
        await Service.UntilStateAsync(_paid, OrderStatus.Completed);
        await Service.PublishAsync(Completed(_paid, 1.00m));

        _late = await Service.SubmitAsync("tok_declined");
        await Service.UntilStateAsync(_late, OrderStatus.Rejected);
        await Service.PublishAsync(Completed(_late, 1.00m));

        foreach (var orderId in (Guid[])[OrderId, _inAnotherCurrency, _resolved, _foreign, _late])
            await Service.UntilStateAsync(orderId, OrderStatus.NeedsAttention);
        await Service.LetTimePassAsync();

        await Service.SendAsync(new Contracts.Orders.ResolveManually(_resolved, "grace", "looked into it"));
        await Service.UntilStateAsync(_resolved, OrderStatus.Cancelled);
        await Service.LetTimePassAsync();
    }

    [Test]
    public async Task Should_tell_both_sums()
    {
        (await Service.OrderAsync(OrderId)).Reason.ShouldBe(
            "payment_mismatch: 79.60 EUR was charged instead of 39.80 EUR; afterwards 79.60 EUR was refunded");
        (await Service.OrderAsync(_inAnotherCurrency)).Reason.ShouldBe(
            "payment_mismatch: 39.00 USD was charged instead of 39.80 EUR; afterwards 39.00 USD was refunded");
        (await Service.OrderAsync(_foreign)).Reason!.ShouldStartWith(
            "payment_mismatch: 1.00 EUR was charged instead of 39.80 EUR");
        (await Service.OrderAsync(_late)).Reason.ShouldBe(
            "payment_mismatch: 1.00 EUR was charged instead of 39.80 EUR; afterwards nothing was found to refund");
    }

    [Test]
    public async Task Should_keep_no_money() => (await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>()
            .Where(charge => charge.State == SimulatedChargeState.Charged).Select(charge => charge.OrderId).ToListAsync()))
        .ShouldBe([_paid]);

    [Test]
    public async Task Should_wait_for_a_person_after_the_refund() => (await Service.StepsAsync(OrderId)).ShouldBe(
    [
        "OrderSubmitted: Initial → AwaitingPayment",
        "PaymentCompleted: AwaitingPayment → NeedsAttention",
        "PaymentRefunded: NeedsAttention → NeedsAttention",
    ]);

    [Test]
    public async Task Should_leave_a_paid_order_alone_and_keep_the_message()
    {
        (await Service.OrderAsync(_paid)).State.ShouldBe(OrderStatus.Completed);
        var dead = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().SingleAsync());
        (dead.Endpoint, dead.Attempts).ShouldBe(("order-saga", 1));
        dead.Reason.ShouldBe(
            "The message was refused: $.amount: payment_mismatch: 1.00 EUR was charged instead of 39.80 EUR; the order is Completed.");
    }

    private static PaymentCompleted Completed(Guid orderId, decimal amount) => new(
        orderId, Guid.NewGuid(), "ch_foreign", amount, "EUR", new DateTimeOffset(2026, 3, 14, 9, 27, 0, TimeSpan.Zero));
}
