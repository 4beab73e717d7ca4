using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>Failing twice, or charging and losing the answer: the message's own retries cover both.</summary>
[EveryBed]
[TestFixture("tok_flaky", 3)]
[TestFixture("tok_lost_answer", 2)]
internal class When_a_gateway_fails_for_a_moment(string token, int attempts) : Journey
{
    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync(token);
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_complete_the_order_as_if_nothing_had_happened() =>
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment",
            "PaymentCompleted: AwaitingPayment → AwaitingNotification",
            "NotificationSent: AwaitingNotification → Completed",
        ]);

    [Test]
    public async Task Should_charge_once_however_often_it_asks()
    {
        var charge = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync());
        charge.State.ShouldBe(SimulatedChargeState.Charged);
        charge.Amount.ShouldBe(39.80m);
        charge.Attempts.ShouldBe(attempts);
    }

    [Test]
    public async Task Should_retry_in_the_process_without_a_redelivery_or_a_dead_letter()
    {
        (await Service.InDatabaseAsync(
            db => db.Set<InboxMessage>().CountAsync(message => EF.Functions.Like(message.ConsumerId, "%#%")))).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
    }
}
