using MassTransit;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_a_message_overtakes_the_submission : OrderProcessFixture
{
    private static IEnumerable<string> Latecomers => OrderProcessTable.Events.Keys.Where(name => name is not "OrderSubmitted");

    private static IEnumerable<string> Outcomes => Latecomers.Except(Timers, StringComparer.Ordinal);

    private static IEnumerable<string> Timers => ["PaymentExpired", "NotificationExpired"];

    protected override Task HappensAsync() => Task.CompletedTask;

    [TestCaseSource(nameof(Latecomers))]
    public async Task Should_fail_to_be_delivered_again_when_the_api_has_stored_the_order(string eventName)
    {
        var order = new OrderUnderTest(Process);
        Process.Insert(new() { CorrelationId = order.OrderId });
        var (snapshot, ignored) = (order.Snapshot, Process.Ignored.Total);

        (await order.ReceivesAsync(OrderProcessTable.Events[eventName](order)))
            .ShouldBeOfType<NotAcceptedStateMachineException>();

        order.Snapshot.ShouldBe(snapshot);
        order.Said.ShouldBeEmpty();
        Process.Ignored.Total.ShouldBe(ignored);
    }

    [TestCaseSource(nameof(Outcomes))]
    public async Task Should_fail_to_be_delivered_again_when_the_order_is_unknown(string eventName)
    {
        var order = new OrderUnderTest(Process);
        (await order.ReceivesAsync(OrderProcessTable.Events[eventName](order))).ShouldBeOfType<SagaException>();
        Process.Find(order.OrderId).ShouldBeNull();
        order.Said.ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Timers))]
    public async Task Should_let_a_timer_of_an_unknown_order_go(string eventName)
    {
        var order = new OrderUnderTest(Process);
        (await order.ReceivesAsync(OrderProcessTable.Events[eventName](order), timerToken: Guid.NewGuid())).ShouldBeNull();
        Process.Find(order.OrderId).ShouldBeNull();
        order.Said.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_cancel_the_order_once_the_submission_is_there()
    {
        var order = new OrderUnderTest(Process);
        await order.ReceivesAsync(order.CancelOrder);
        await order.ReceivesAsync(order.Submitted);
        await order.ReceivesAsync(order.CancelOrder);
        order.State.ShouldBe("Compensating");
    }
}
