using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_an_order_is_submitted : OrderProcessFixture
{
    protected override Task HappensAsync() => Order.ReceivesAsync(Order.Submitted);

    [Test]
    public void Should_await_the_payment() => Order.State.ShouldBe("AwaitingPayment");

    [Test]
    public void Should_remember_the_order()
    {
        var stored = Order.Stored;
        stored.CustomerId.ShouldBe("c-42");
        stored.Email.ShouldBe("ada@example.com");
        stored.Currency.ShouldBe("EUR");
        stored.Lines.ShouldBe([new OrderLine("BOOK-1", 2, 19.90m)]);
        stored.Total.ShouldBe(39.80m);
        stored.PaymentToken.ShouldBe("tok_visa");
        stored.SubmittedAt.ShouldBe(Order.SubmittedAt);
        stored.PaymentId.ShouldBeNull();
        stored.Reason.ShouldBeNull();
        stored.CustomerNotified.ShouldBeNull();
    }

    [Test]
    public void Should_request_the_payment_and_nothing_else() =>
        Order.SaidTo.ShouldBe([(new ProcessPayment(Order.OrderId, 39.80m, "EUR", "tok_visa"), Endpoints.ProcessPayment)]);

    [Test]
    public void Should_start_the_payment_timer()
    {
        var timer = Order.Timers.ShouldHaveSingleItem();
        timer.Message.ShouldBe(Order.PaymentExpired);
        timer.DueAt.ShouldBe(Happened + TimeSpan.FromMinutes(15));
        timer.TokenId.ShouldBe(Order.Stored.PaymentTimeoutTokenId!.Value);
    }

    [Test]
    public void Should_say_when_in_whole_milliseconds() => Order.Stored.UpdatedAt.ShouldBe(Happened);
}
