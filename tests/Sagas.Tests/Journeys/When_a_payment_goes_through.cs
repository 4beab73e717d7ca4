using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_a_payment_goes_through : Journey
{
    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_visa");
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_complete_the_order_in_three_steps()
    {
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "PaymentCompleted: AwaitingPayment → AwaitingNotification",
            "NotificationSent: AwaitingNotification → Completed",
        ]);
        (await Service.HistoryAsync(OrderId)).Select(step => step.Version).ShouldBe([1, 2, 3]);
    }

    [Test]
    public async Task Should_list_what_every_step_sent()
    {
        var history = await Service.HistoryAsync(OrderId);

        history.Select(step => step.Messages.Select(message => message.Type)).ShouldBe(
        [
            ["ProcessPayment", "PaymentExpired"],
            ["OrderPaid", "SendNotification", "NotificationExpired"],
            ["OrderCompleted"],
        ]);
        history.SelectMany(step => step.Messages).Where(message => message.DueAt is not null)
            .Select(message => message.DueAt!.Value - history[0].At)
            .ShouldBe([TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)]);
        history.Select(step => step.ConversationId).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Test]
    public async Task Should_charge_exactly_the_total_once()
    {
        var charge = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync());
        charge.OrderId.ShouldBe(OrderId);
        charge.Amount.ShouldBe(39.80m);
        charge.Currency.ShouldBe("EUR");
        charge.State.ShouldBe(SimulatedChargeState.Charged);
        charge.Attempts.ShouldBe(1);
        (await Service.InDatabaseAsync(db => db.Set<Payment>().SingleAsync())).State.ShouldBe(PaymentState.Charged);
        (await Service.OrderAsync(OrderId)).Total.ShouldBe(39.80m);
    }

    [Test]
    public async Task Should_tell_the_customer_once() =>
        (await Service.InDatabaseAsync(db => db.Set<NotificationRecord>().SingleAsync())).State.ShouldBe(NotificationState.Sent);

    [Test]
    public async Task Should_leave_nothing_in_the_outbox_and_no_dead_letter()
    {
        (await Service.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
    }
}
