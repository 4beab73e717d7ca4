using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_payment_is_declined : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingPayment");
        await Order.ReceivesAsync(Order.PaymentDeclined);
    }

    [Test]
    public void Should_reject_the_order() => Order.State.ShouldBe("Rejected");

    [Test]
    public void Should_remember_why() => Order.Stored.Reason.ShouldBe("card_declined");

    [Test]
    public void Should_announce_it_and_then_notify_the_customer() => Order.SaidTo.ShouldBe([
        (new OrderRejected(Order.OrderId, "card_declined", Happened), null),
        (Order.Notification(NotificationTemplate.OrderRejected, "card_declined"), Endpoints.SendNotification)]);

    [Test]
    public void Should_stop_the_timer()
    {
        Order.Timers.ShouldBeEmpty();
        Order.Stored.PaymentTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
