using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_an_order_waits_for_its_payment_to_be_repaired : OrderProcessFixture
{
    protected override IReadOnlyList<KeyValuePair<string, string?>> Settings => [new("Sagas:Orders:OnPaymentFailure", "Wait")];

    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingPayment");
        await Order.ReceivesAsync(Order.ProcessPaymentFaulted);
    }

    [Test]
    public void Should_go_on_waiting() => Order.State.ShouldBe("AwaitingPayment");

    [Test]
    public void Should_remember_what_failed() => Order.Stored.Reason.ShouldBe("payment_failed: gateway is down");

    [Test]
    public void Should_say_nothing_to_anybody() => Order.SaidTo.ShouldBeEmpty();

    [Test]
    public void Should_not_wait_for_ever() => Order.Timers.ShouldHaveSingleItem();

    [Test]
    public async Task Should_forget_the_reason_when_it_is_paid()
    {
        var other = await FailedAsync();
        await other.ReceivesAsync(other.PaymentCompleted);
        (other.State, other.Stored.Reason).ShouldBe(("AwaitingNotification", null));
    }

    [Test]
    public async Task Should_be_given_up_when_its_time_is_over()
    {
        var other = await FailedAsync();
        await other.ReceivesAsync(other.PaymentExpired);
        (other.State, other.Stored.Reason).ShouldBe(("Compensating", "payment_expired"));
    }

    private async Task<OrderUnderTest> FailedAsync()
    {
        var order = await OrderInAsync("AwaitingPayment");
        await order.ReceivesAsync(order.ProcessPaymentFaulted);
        return order;
    }
}
