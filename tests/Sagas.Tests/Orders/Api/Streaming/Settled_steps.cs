using System.Globalization;
using Sagas.Orders.Api.Streaming;

namespace Sagas.Tests.Orders.Api.Streaming;

internal class Settled_steps
{
    private static readonly DateTimeOffset Horizon = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [TestCase("", 0)]
    [TestCase("8 9 10", 3)]
    [TestCase("8 10 11", 1, TestName = "Should_end_before_a_gap")]
    [TestCase("9 10", 0, TestName = "Should_end_before_a_gap_at_the_beginning")]
    [TestCase("8 10 13", 1, TestName = "Should_end_before_the_first_of_several_gaps")]
    public void Should_be_counted(string positions, int count) =>
        SettledSteps.Count(Steps(positions, Horizon.AddMilliseconds(1)), after: 7, Horizon).ShouldBe(count);

    [Test]
    public void Should_pass_a_gap_that_has_been_there_for_long() =>
        SettledSteps.Count(Steps("9 1012 1013", Horizon), after: 7, Horizon).ShouldBe(3);

    [Test]
    public void Should_judge_each_gap_by_the_step_behind_it() =>
        SettledSteps.Count(
            [.. Steps("9", Horizon.AddHours(-1)), .. Steps("10 11", Horizon.AddHours(1)), .. Steps("13", Horizon.AddHours(1))],
            after: 7,
            Horizon).ShouldBe(3);

    private static IEnumerable<(long, DateTimeOffset)> Steps(string positions, DateTimeOffset at) =>
        positions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(position => (long.Parse(position, CultureInfo.InvariantCulture), at));
}
