using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_an_operator_retries_the_compensation : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("NeedsAttention");
        await Order.ReceivesAsync(Order.RetryCompensation);
    }

    [Test]
    public void Should_compensate_again() => Order.State.ShouldBe("Compensating");

    [Test]
    public void Should_ask_for_the_refund_again() =>
        Order.SaidTo.ShouldBe([(new RefundPayment(Order.OrderId, "changed my mind"), Endpoints.RefundPayment)]);

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);

    [Test]
    public async Task Should_cancel_the_order_with_its_first_reason_once_that_works()
    {
        var other = await OrderInAsync("NeedsAttention");
        await other.ReceivesAsync(other.RetryCompensation);
        await other.ReceivesAsync(other.PaymentRefunded);
        other.State.ShouldBe("Cancelled");
        other.Said.OfType<OrderCancelled>().ShouldHaveSingleItem().Reason.ShouldBe("changed my mind");
    }
}
