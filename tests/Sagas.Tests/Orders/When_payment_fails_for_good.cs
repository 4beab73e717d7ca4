using Sagas.Contracts;
using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_payment_fails_for_good : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("AwaitingPayment");
        await Order.ReceivesAsync(Order.ProcessPaymentFaulted);
    }

    [Test]
    public void Should_compensate() => Order.State.ShouldBe("Compensating");

    [Test]
    public void Should_remember_what_failed() => Order.Stored.Reason.ShouldBe("payment_failed: gateway is down");

    [Test]
    public void Should_ask_for_a_refund_of_whatever_was_charged() =>
        Order.SaidTo.ShouldBe([(new RefundPayment(Order.OrderId, "payment_failed: gateway is down"), Endpoints.RefundPayment)]);

    [Test]
    public void Should_stop_the_timer()
    {
        Order.Timers.ShouldBeEmpty();
        Order.Stored.PaymentTimeoutTokenId.ShouldBeNull();
    }

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);

    [Test]
    public async Task Should_cut_a_long_error_to_what_the_row_holds()
    {
        var other = await OrderInAsync("AwaitingPayment");
        await other.ReceivesAsync(OrderUnderTest.FaultOf(
            new ProcessPayment(other.OrderId, 39.80m, "EUR", "tok_down"), new string('x', 5000)));
        other.Stored.Reason.ShouldBe("payment_failed: " + new string('x', 983) + "…");
    }
}
