using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_a_stopped_timer_rings_all_the_same : OrderProcessFixture
{
    protected override Task HappensAsync() => Task.CompletedTask;

    [TestCase("AwaitingPayment", "PaymentExpired")]
    [TestCase("AwaitingNotification", "NotificationExpired")]
    public async Task Should_not_take_it_for_the_pending_one(string state, string eventName)
    {
        var order = await OrderInAsync(state);
        var snapshot = order.Snapshot;

        (await order.ReceivesAsync(OrderProcessTable.Events[eventName](order), timerToken: Guid.NewGuid())).ShouldBeNull();

        order.Snapshot.ShouldBe(snapshot);
        order.Said.ShouldBeEmpty();
        order.Timers.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_leave_a_paid_order_alone()
    {
        var order = await OrderInAsync("AwaitingPayment");
        var stopped = order.Timers.ShouldHaveSingleItem();
        await order.ReceivesAsync(order.PaymentCompleted);
        var snapshot = order.Snapshot;

        (await order.ReceivesAsync(stopped.Message, stopped.TokenId)).ShouldBeNull();

        order.Snapshot.ShouldBe(snapshot);
    }
}
