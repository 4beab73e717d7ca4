using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

/// <summary>A late charge asked for a second refund; the answer to the first has already ended the order.</summary>
internal class When_a_second_refund_fails : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("Cancelled");
        await Order.ReceivesAsync(Order.RefundPaymentFaulted);
    }

    [Test]
    public void Should_need_attention() => Order.State.ShouldBe("NeedsAttention");

    [Test]
    public void Should_call_for_an_operator() => Order.SaidTo.ShouldBe([
        (new OrderNeedsAttention(Order.OrderId, "refund_failed: gateway is lost", Happened), null)]);
}
