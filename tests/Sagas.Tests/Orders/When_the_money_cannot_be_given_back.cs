using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_the_money_cannot_be_given_back : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("Compensating");
        await Order.ReceivesAsync(Order.RefundPaymentFaulted);
    }

    [Test]
    public void Should_need_attention() => Order.State.ShouldBe("NeedsAttention");

    [Test]
    public void Should_call_for_an_operator() => Order.SaidTo.ShouldBe([
        (new OrderNeedsAttention(Order.OrderId, "refund_failed: gateway is lost", Happened), null)]);

    [Test]
    public void Should_keep_the_reason_that_the_customer_will_hear() => Order.Stored.Reason.ShouldBe("changed my mind");

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
