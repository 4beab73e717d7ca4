using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_the_customer_is_told : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingNotification");
        await Order.ReceivesAsync(Order.NotificationSent);
    }

    [Test]
    public void Should_complete_the_order() => Order.State.ShouldBe("Completed");

    [Test]
    public void Should_remember_that_the_customer_knows() => Order.Stored.CustomerNotified.ShouldBe(true);

    [Test]
    public void Should_announce_it() => Order.SaidTo.ShouldBe([(new OrderCompleted(Order.OrderId, true, Happened), null)]);

    [Test]
    public void Should_stop_the_timer()
    {
        Order.Timers.ShouldBeEmpty();
        Order.Stored.NotificationTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
