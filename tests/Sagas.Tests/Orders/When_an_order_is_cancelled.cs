using Sagas.Contracts;
using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

[TestFixture("AwaitingPayment")]
[TestFixture("AwaitingNotification")]
internal class When_an_order_is_cancelled(string state) : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync(state);
        await Order.ReceivesAsync(Order.CancelOrder);
    }

    [Test]
    public void Should_compensate() => Order.State.ShouldBe("Compensating");

    [Test]
    public void Should_remember_why() => Order.Stored.Reason.ShouldBe("changed my mind");

    [Test]
    public void Should_ask_for_a_refund() =>
        Order.SaidTo.ShouldBe([(new RefundPayment(Order.OrderId, "changed my mind"), Endpoints.RefundPayment)]);

    [Test]
    public void Should_stop_the_timer()
    {
        Order.Timers.ShouldBeEmpty();
        Order.Stored.PaymentTimeoutTokenId.ShouldBeNull();
        Order.Stored.NotificationTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
