using Sagas.Chaos.Faults;
using Sagas.Chaos.Orders;
using Sagas.Chaos.Reports;

namespace Sagas.Tests.Chaos;

internal class When_a_recovery_is_told
{
    private static readonly InjectedFault Fault = new(
        new PlannedFault(Seconds(10), FaultKind.BrokerStopped, "broker", Seconds(5), null), Seconds(10), Seconds(15));

    private static readonly PlacedOrder LongOver = Order(1, 2);
    private static readonly PlacedOrder Interrupted = Order(9, 19);
    private static readonly PlacedOrder Delayed = Order(12, 18);
    private static readonly PlacedOrder First = Order(16, 17);
    private static readonly PlacedOrder Second = Order(15.5, 20);

    [Test]
    public void Should_last_until_an_order_that_came_after_the_fault_is_over() =>
        Recovery.Of(Fault, [LongOver, Interrupted, Delayed, First, Second]).Recovered.ShouldBe(Seconds(2));

    [Test]
    public void Should_not_count_what_was_accepted_before() =>
        Recovery.Of(Fault, [LongOver, Interrupted, Delayed]).Recovered.ShouldBeNull();

    [Test]
    public void Should_have_caught_up_when_everything_from_before_is_over() =>
        Recovery.Of(Fault, [LongOver, Interrupted, Delayed, First, Second]).CaughtUp.ShouldBe(Seconds(4));

    [Test]
    public void Should_not_wait_for_what_waits_on_purpose() =>
        Recovery.Of(Fault, [Delayed, Order(9, 60, "tok_slow"), First]).CaughtUp.ShouldBe(Seconds(3));

    [Test]
    public void Should_never_catch_up_with_what_does_not_end() =>
        Recovery.Of(Fault, [Interrupted with { EndedAt = null }, First]).CaughtUp.ShouldBeNull();

    [Test]
    public void Should_count_the_orders_that_could_have_been_hurt() =>
        Recovery.Of(Fault, [LongOver, Interrupted, Delayed, First, Second, Order(30, 31)]).Orders
            .ShouldBe([Interrupted.OrderId, Delayed.OrderId, First.OrderId, Second.OrderId], ignoreOrder: true);

    [Test]
    public void Should_tell_the_median_and_the_worst()
    {
        var recoveries = new[] { 3.0, 1, 2 }.Select(seconds => new Recovery(Fault, Seconds(seconds), Seconds(seconds), []))
            .ToList();

        var row = FaultRow.Of(recoveries, new HashSet<Guid>(), new HashSet<Guid>()).ShouldHaveSingleItem();

        row.RecoveryMedianSeconds.ShouldBe(2);
        row.RecoveryWorstSeconds.ShouldBe(3);
    }

    [Test]
    public void Should_tell_that_one_never_came()
    {
        Recovery[] recoveries = [new(Fault, Seconds(1), Seconds(1), []), new(Fault, null, null, [])];

        FaultRow.Of(recoveries, new HashSet<Guid>(), new HashSet<Guid>()).Single().RecoveryWorstSeconds.ShouldBeNull();
    }

    [Test]
    public void Should_count_what_was_lost_and_charged_twice_meanwhile()
    {
        var lost = Interrupted with { EndedAt = null };

        var row = FaultRow.Of(
            [Recovery.Of(Fault, [lost, Delayed, First])], new HashSet<Guid> { lost.OrderId, Guid.NewGuid() },
            new HashSet<Guid> { Delayed.OrderId }).Single();

        (row.OrdersAccepted, row.Lost, row.DoubleCharged).ShouldBe((3, 1, 1));
    }

    private static PlacedOrder Order(double acceptedAt, double endedAt, string token = "tok_visa") =>
        new(Guid.NewGuid(), new OrderPlan(1, token, null), Seconds(acceptedAt), Seconds(endedAt));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
