using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Payments.Simulator;
using Sagas.Verification;

namespace Sagas.Tests.Verification;

/// <summary>Each kind of damage breaks the one invariant that it should, and the order is named.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_damage_is_looked_for : DamagedService
{
    [Test]
    public async Task Should_find_nothing_where_there_is_none()
    {
        (await BreachesAsync(await CompletedAsync())).ShouldBeEmpty();
        (await BreachesAsync(await CancelledAsync())).ShouldBeEmpty();
        (await BreachesAsync((await SubmittedAsync()).OrderId)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_take_what_is_in_progress_for_what_it_is()
    {
        var customer = $"c-{Guid.NewGuid():N}";
        var orderId = await Service.SubmitPaidAsync("tok_visa", customer);

        (await BreachesAsync(orderId)).ShouldBeEmpty();
        await ShouldBreakAsync(
            orderId, "I2", "has not ended; it has been AwaitingNotification", new VerificationOptions { Settled = true });

        Service.Notifications.OpenForAll();
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_miss_the_submission_of_an_order()
    {
        var (orderId, messageId) = await SubmittedAsync();
        await PlantAsync(db => db.Set<OutboxMessage>().Where(row => row.MessageId == messageId).ExecuteDeleteAsync());
        await ShouldBreakAsync(orderId, "I1", "its OrderSubmitted is nowhere");
    }

    [Test]
    public async Task Should_miss_the_order_of_a_submission()
    {
        var (orderId, _) = await SubmittedAsync();
        await PlantAsync(db => Order(db, orderId).ExecuteDeleteAsync());
        await ShouldBreakAsync(orderId, "I1", "has its OrderSubmitted in the outbox, but is missing");
    }

    [Test]
    public async Task Should_miss_an_order_that_has_left_traces()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => Order(db, orderId).ExecuteDeleteAsync());
        var breaches = await BreachesAsync(orderId);
        breaches.ShouldContain("I1: has a history, but is missing");
        breaches.ShouldContain(breach => breach.StartsWith("I3: was charged by ch_", StringComparison.Ordinal));
        breaches.Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_see_a_second_charge()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(async db =>
        {
            var charge = await Charge(db, orderId).AsNoTracking().SingleAsync();
            db.Add(new SimulatedCharge
            {
                PaymentId = Guid.NewGuid(),
                OrderId = orderId,
                PaymentToken = charge.PaymentToken,
                Amount = charge.Amount,
                Currency = charge.Currency,
                ChargeId = "ch_second",
                State = SimulatedChargeState.Refunded,
            });
            return await db.SaveChangesAsync();
        });
        await ShouldBreakAsync(orderId, "I3", "was charged 2 times");
    }

    [Test]
    public async Task Should_see_a_wrong_amount()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => Charge(db, orderId).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.Amount, 39.81m)));
        await ShouldBreakAsync(orderId, "I3", "is Completed for 39.8 EUR, but 39.81 EUR is kept");
    }

    [Test]
    public async Task Should_see_an_order_that_is_not_paid()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => Charge(db, orderId).ExecuteDeleteAsync());
        await ShouldBreakAsync(orderId, "I3", "is Completed, but 0 charges are kept");
    }

    [Test]
    public async Task Should_see_money_that_is_kept_for_a_dead_order()
    {
        var orderId = await CancelledAsync();
        await PlantAsync(db =>
            Charge(db, orderId).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.State, SimulatedChargeState.Charged)));
        await ShouldBreakAsync(orderId, "I3", "is Cancelled, but its money is kept: ch_");
        // It may have come late, and be on its way back.
        (await BreachesAsync(orderId, new VerificationOptions())).ShouldBeEmpty();
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Should_miss_a_step(int version)
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => Steps(db, orderId).Where(step => step.Version == version).ExecuteDeleteAsync());
        await ShouldBreakAsync(orderId, "I4", "it is at version 3, but its history has the versions");
    }

    [Test]
    public async Task Should_see_a_state_that_no_step_has_led_to()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => Order(db, orderId).ExecuteUpdateAsync(
            set => set.SetProperty(order => order.CurrentState, nameof(OrderStatus.AwaitingNotification))));
        await ShouldBreakAsync(orderId, "I4", "it is AwaitingNotification, but its history ends at Completed");
    }

    [Test]
    public async Task Should_see_a_field_that_no_step_has_changed()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => Order(db, orderId).ExecuteUpdateAsync(set => set.SetProperty(order => order.Reason, "because")));
        await ShouldBreakAsync(orderId, "I4", "reason is \"because\", but its history folds to null");
    }

    [Test]
    public async Task Should_see_a_state_that_nobody_knows()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(
            db => Order(db, orderId).ExecuteUpdateAsync(set => set.SetProperty(order => order.CurrentState, "Limbo")));
        (await BreachesAsync(orderId)).ShouldContain("I1: is neither over nor in progress, but 'Limbo'");
    }

    [Test]
    public async Task Should_see_a_handled_payment_without_effect()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => db.Set<Payment>().Where(payment => payment.OrderId == orderId).ExecuteDeleteAsync());
        await ShouldBreakAsync(orderId, "I5", "handled by process-payment:ProcessPaymentConsumer, but there is no payment");
    }

    [Test]
    public async Task Should_see_a_handled_notification_without_effect()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(db => db.Set<NotificationRecord>().Where(record => record.OrderId == orderId).ExecuteDeleteAsync());
        await ShouldBreakAsync(
            orderId, "I5", "handled by send-notification:SendNotificationConsumer, but there is no record of a notification");
    }

    [Test]
    public async Task Should_see_a_handled_submission_without_effect()
    {
        var (orderId, messageId) = await SubmittedAsync();
        await PlantAsync(db =>
        {
            db.Add(new InboxMessage
            {
                MessageId = messageId,
                ConsumerId = "order-saga:OrderState",
                ReceivedAt = Service.Time.GetUtcNow(),
            });
            return db.SaveChangesAsync();
        });
        await ShouldBreakAsync(orderId, "I5", "had its OrderSubmitted handled by order-saga:OrderState, but has taken no step");
    }

    [Test]
    public async Task Should_see_a_step_that_the_inbox_does_not_know()
    {
        var orderId = await CompletedAsync();
        await PlantAsync(async db =>
        {
            var messageId = await Steps(db, orderId).Where(step => step.Version == 2).Select(step => step.MessageId)
                .SingleAsync();
            return await db.Set<InboxMessage>().Where(row => row.MessageId == messageId).ExecuteDeleteAsync();
        });
        await ShouldBreakAsync(orderId, "I5", "took step 2 for PaymentCompleted");
    }

    [Test]
    public async Task Should_see_a_message_that_was_left_behind()
    {
        var orderId = await CompletedAsync();
        var before = Service.Time.GetUtcNow().AddHours(-2);
        await PlantAsync(db =>
        {
            db.Add(Message(Guid.NewGuid(), "urn:message:Planted", before, before, "{}", orderId));
            return db.SaveChangesAsync();
        });
        await ShouldBreakAsync(orderId, "I5", "urn:message:Planted of");
    }
}
