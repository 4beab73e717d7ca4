using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

/// <summary>
/// The refund was given up, and then succeeded all the same: the dead letter was retried, or the answer was late.
/// </summary>
internal class When_the_money_is_given_back_after_all : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync("NeedsAttention");
        await Order.ReceivesAsync(Order.PaymentRefunded);
    }

    [Test]
    public void Should_cancel_the_order() => Order.State.ShouldBe("Cancelled");

    [Test]
    public void Should_announce_it_and_tell_the_customer() =>
        Order.SaidTo.Select(said => said.Message.GetType()).ShouldBe([typeof(OrderCancelled), typeof(SendNotification)]);
}
