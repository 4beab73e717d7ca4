using Sagas.Contracts;
using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_payment_expires : OrderProcessFixture
{
    private string _beforeItsTime = "";

    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingPayment");
        await Process.AdvanceTimeAsync(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        _beforeItsTime = Order.State;
        await Process.AdvanceTimeAsync(TimeSpan.FromMilliseconds(1));
    }

    [Test]
    public void Should_wait_to_the_last_millisecond() => _beforeItsTime.ShouldBe("AwaitingPayment");

    [Test]
    public void Should_compensate() => Order.State.ShouldBe("Compensating");

    [Test]
    public void Should_remember_why() => Order.Stored.Reason.ShouldBe("payment_expired");

    [Test]
    public void Should_ask_for_a_refund() =>
        Order.SaidTo.ShouldBe([(new RefundPayment(Order.OrderId, "payment_expired"), Endpoints.RefundPayment)]);

    [Test]
    public void Should_leave_no_timer()
    {
        Order.Timers.ShouldBeEmpty();
        Order.Stored.PaymentTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
