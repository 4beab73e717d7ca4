using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

[TestFixture("the channel refuses")]
[TestFixture("no answer comes in time")]
internal class When_the_customer_cannot_be_told(string why) : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingNotification");
        if (why is "the channel refuses")
            await Order.ReceivesAsync(Order.NotificationFailed);
        else
            await Process.AdvanceTimeAsync(TimeSpan.FromMinutes(5));
    }

    [Test]
    public void Should_complete_the_order_all_the_same() => Order.State.ShouldBe("Completed");

    [Test]
    public void Should_remember_that_nobody_was_told() => Order.Stored.CustomerNotified.ShouldBe(false);

    [Test]
    public void Should_announce_it() => Order.SaidTo.ShouldBe([(new OrderCompleted(Order.OrderId, false, Happened), null)]);

    [Test]
    public void Should_leave_no_timer()
    {
        Order.Timers.ShouldBeEmpty();
        Order.Stored.NotificationTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
