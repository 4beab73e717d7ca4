using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_events_are_published : OrderProcessFixture
{
    protected override Task HappensAsync() => Task.CompletedTask;

    [Test]
    public async Task Should_reach_the_saga_without_an_address()
    {
        await Process.PublishAsync(Order.Submitted);
        await Process.PublishAsync(Order.PaymentCompleted);
        await Process.PublishAsync(Order.NotificationSent);
        Order.State.ShouldBe("Completed");
    }

    [Test]
    public async Task Should_hear_of_commands_that_failed_for_good()
    {
        var order = await OrderInAsync("AwaitingPayment");
        await Process.PublishAsync(order.ProcessPaymentFaulted);
        await Process.PublishAsync(order.RefundPaymentFaulted);
        order.State.ShouldBe("NeedsAttention");
    }
}
