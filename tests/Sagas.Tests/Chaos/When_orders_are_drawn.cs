using Sagas.Chaos.Orders;
using Sagas.Chaos.Outside;

namespace Sagas.Tests.Chaos;

internal class When_orders_are_drawn
{
    private static readonly OrderPlan[] Plans = Draw(seed: 7);

    [Test]
    public void Should_draw_the_same_for_the_same_seed() => Draw(seed: 7).ShouldBe(Plans);

    [Test]
    public void Should_draw_every_kind_of_trouble() => Plans.Select(plan => plan.Token).Distinct().ShouldBe(
        [
            PaymentProvider.Good, PaymentProvider.Declined, PaymentProvider.Flaky, PaymentProvider.LostAnswer,
            PaymentProvider.Slow, PaymentProvider.Down, PaymentProvider.WrongAmount, PaymentProvider.WrongCurrency,
            PaymentProvider.NoAmount, PaymentProvider.Garbled,
        ],
        ignoreOrder: true);

    [Test]
    public void Should_cancel_some_just_when_payment_and_timer_meet() =>
        Plans.ShouldContain(plan => plan.Token == PaymentProvider.Slow && plan.CancelAfter > TimeSpan.FromSeconds(9));

    [Test]
    public void Should_cancel_some_at_once() => Plans.ShouldContain(plan => plan.CancelAfter < TimeSpan.FromMilliseconds(300));

    [Test]
    public void Should_leave_most_alone() => Plans.Count(plan => plan.CancelAfter is null).ShouldBeGreaterThan(Plans.Length / 2);

    [Test]
    public void Should_expect_no_mistakes_of_the_simulated_gateway() =>
        Draw(seed: 7, embedded: true).ShouldNotContain(plan => plan.NeedsOperator);

    private static OrderPlan[] Draw(int seed, bool embedded = false)
    {
        var mix = new OrderMix(ChaosRuns.OfMinutes(1, seed, embedded));
        return [.. Enumerable.Range(0, 1000).Select(_ => mix.Next())];
    }
}
