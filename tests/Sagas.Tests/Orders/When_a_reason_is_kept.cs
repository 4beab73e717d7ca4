using Sagas.Orders;

namespace Sagas.Tests.Orders;

internal class When_a_reason_is_kept
{
    [TestCase(null)]
    [TestCase("  ")]
    public void Should_say_so_when_none_was_given(string? nothing) => OrderReasons.Bounded(nothing).ShouldBe("unspecified");

    [Test]
    public void Should_keep_what_fits() => OrderReasons.Bounded(new string('x', 1000)).Length.ShouldBe(1000);

    [Test]
    public void Should_cut_what_does_not_fit() =>
        OrderReasons.Bounded(new string('x', 1001)).ShouldBe(new string('x', 999) + "…");

    [Test]
    public void Should_not_cut_a_character_in_half() =>
        OrderReasons.Bounded(new string('x', 998) + "😀😀").ShouldBe(new string('x', 998) + "…");
}
