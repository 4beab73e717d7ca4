using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

[TestFixture("Compensating", "changed my mind")]
[TestFixture("NeedsAttention", "changed my mind")]
[TestFixture("Cancelled", "changed my mind")]
[TestFixture("Rejected", "card_declined")]
internal class When_payment_completes_for_a_dead_order(string state, string reason) : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Order = await OrderInAsync(state);
        await Order.ReceivesAsync(Order.PaymentCompleted);
    }

    [Test]
    public void Should_compensate() => Order.State.ShouldBe("Compensating");

    [Test]
    public void Should_remember_the_payment() => Order.Stored.PaymentId.ShouldBe(Order.PaymentId);

    [Test]
    public void Should_not_keep_the_money() =>
        Order.SaidTo.ShouldBe([(new RefundPayment(Order.OrderId, reason), Endpoints.RefundPayment)]);

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);

    [Test]
    public async Task Should_end_cancelled_whatever_it_was_before_and_ignore_the_second_refund()
    {
        var other = await OrderInAsync(state);
        await other.ReceivesAsync(other.PaymentCompleted);
        await other.ReceivesAsync(other.PaymentRefunded);
        other.State.ShouldBe("Cancelled");
        other.Said.OfType<OrderCancelled>().ShouldHaveSingleItem().Reason.ShouldBe(reason);

        other.Listen();
        await other.ReceivesAsync(other.PaymentRefunded);
        other.State.ShouldBe("Cancelled");
        other.Said.ShouldBeEmpty();
    }
}
