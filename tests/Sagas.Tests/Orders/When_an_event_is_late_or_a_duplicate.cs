using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

internal class When_an_event_is_late_or_a_duplicate : OrderProcessFixture
{
    private static IEnumerable<TestCaseData> Pairs =>
        OrderProcessTable.IgnoredPairs.Select(pair => new TestCaseData(pair.State, pair.Event));

    protected override Task HappensAsync() => Task.CompletedTask;

    [TestCaseSource(nameof(Pairs))]
    public async Task Should_change_nothing_say_nothing_and_count_it(string state, string eventName)
    {
        var order = await OrderInAsync(state);
        var (snapshot, timers) = (order.Snapshot, order.Timers);
        var (counted, total) = (Process.Ignored.Count(state, eventName), Process.Ignored.Total);
        Guid? stoppedTimer = eventName.EndsWith("Expired", StringComparison.Ordinal) ? Guid.NewGuid() : null;

        (await order.ReceivesAsync(OrderProcessTable.Events[eventName](order), stoppedTimer)).ShouldBeNull();

        order.Snapshot.ShouldBe(snapshot);
        order.Said.ShouldBeEmpty();
        order.Timers.ShouldBe(timers);
        Process.Ignored.Count(state, eventName).ShouldBe(counted + 1);
        Process.Ignored.Total.ShouldBe(total + 1);
    }

    [Test]
    public async Task Should_count_nothing_that_is_handled()
    {
        var before = Process.Ignored.Total;
        await OrderInAsync("NeedsAttention");
        await OrderInAsync("Completed");
        Process.Ignored.Total.ShouldBe(before);
    }
}
