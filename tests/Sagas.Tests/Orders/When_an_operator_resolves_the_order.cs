using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_an_operator_resolves_the_order : OrderProcessFixture
{
    private const string WhoAndHow = "resolved_manually by grace: paid back by bank transfer";

    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("NeedsAttention");
        await Order.ReceivesAsync(Order.ResolveManually);
    }

    [Test]
    public void Should_cancel_the_order() => Order.State.ShouldBe("Cancelled");

    [Test]
    public void Should_remember_who_and_how() => Order.Stored.Reason.ShouldBe(WhoAndHow);

    [Test]
    public void Should_announce_it() => Order.SaidTo.ShouldBe([(new OrderCancelled(Order.OrderId, WhoAndHow, Happened), null)]);

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
