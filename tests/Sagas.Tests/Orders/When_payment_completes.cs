using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_payment_completes : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingPayment");
        await Order.ReceivesAsync(Order.PaymentCompleted);
    }

    [Test]
    public void Should_await_the_notification() => Order.State.ShouldBe("AwaitingNotification");

    [Test]
    public void Should_remember_the_payment() => Order.Stored.PaymentId.ShouldBe(Order.PaymentId);

    [Test]
    public void Should_announce_the_payment_and_then_confirm_the_order() => Order.SaidTo.ShouldBe([
        (new OrderPaid(Order.OrderId, Order.PaymentId, 39.80m, "EUR", Order.PaymentCompleted.CompletedAt), null),
        (Order.Notification(NotificationTemplate.OrderConfirmed, null), Endpoints.SendNotification)]);

    [Test]
    public void Should_replace_the_payment_timer_by_the_notification_timer()
    {
        var timer = Order.Timers.ShouldHaveSingleItem();
        timer.Message.ShouldBe(Order.NotificationExpired);
        timer.DueAt.ShouldBe(Happened + TimeSpan.FromMinutes(5));
        timer.TokenId.ShouldBe(Order.Stored.NotificationTimeoutTokenId!.Value);
        Order.Stored.PaymentTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
