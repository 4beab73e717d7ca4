using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_timeouts_are_configured : OrderProcessFixture
{
    protected override IReadOnlyList<KeyValuePair<string, string?>> Settings =>
    [
        new("Sagas:Orders:PaymentTimeout", "00:00:07"),
        new("Sagas:Orders:NotificationTimeout", "00:00:03"),
    ];

    protected override Task HappensAsync() => Task.CompletedTask;

    [Test]
    public async Task Should_run_the_payment_timer_for_that_long()
    {
        var order = await OrderInAsync("AwaitingPayment");
        order.Timers.ShouldHaveSingleItem().DueAt.ShouldBe(Now + TimeSpan.FromSeconds(7));
    }

    [Test]
    public async Task Should_run_the_notification_timer_for_that_long()
    {
        var order = await OrderInAsync("AwaitingNotification");
        order.Timers.ShouldHaveSingleItem().DueAt.ShouldBe(Now + TimeSpan.FromSeconds(3));
    }
}
