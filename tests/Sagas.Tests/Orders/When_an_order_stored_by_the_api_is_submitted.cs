using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_an_order_stored_by_the_api_is_submitted : OrderProcessFixture
{
    protected override async Task HappensAsync()
    {
        Process.Insert(new() { CorrelationId = Order.OrderId, CustomerId = "somebody else", UpdatedAt = Order.SubmittedAt });
        await Order.ReceivesAsync(Order.Submitted);
    }

    [Test]
    public void Should_await_the_payment() => Order.State.ShouldBe("AwaitingPayment");

    [Test]
    public void Should_believe_the_message() => Order.Stored.CustomerId.ShouldBe("c-42");

    [Test]
    public void Should_request_the_payment() =>
        Order.Said.ShouldBe([new ProcessPayment(Order.OrderId, 39.80m, "EUR", "tok_visa")]);

    [Test]
    public void Should_say_when() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
