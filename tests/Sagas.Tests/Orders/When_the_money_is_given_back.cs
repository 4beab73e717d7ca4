using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_the_money_is_given_back : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("Compensating");
        await Order.ReceivesAsync(Order.PaymentRefunded);
    }

    [Test]
    public void Should_cancel_the_order() => Order.State.ShouldBe("Cancelled");

    [Test]
    public void Should_announce_it_with_the_reason_and_then_notify_the_customer() => Order.SaidTo.ShouldBe([
        (new OrderCancelled(Order.OrderId, "changed my mind", Happened), null),
        (Order.Notification(NotificationTemplate.OrderCancelled, "changed my mind"), Endpoints.SendNotification)]);

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
