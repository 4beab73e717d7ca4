using Sagas.Chaos.Faults;

namespace Sagas.Tests.Chaos;

internal class When_faults_are_planned
{
    private static readonly IReadOnlyList<PlannedFault> HalfAnHour = FaultSchedule.Draw(ChaosRuns.OfMinutes(30, seed: 7));

    private static List<PlannedFault> Heavy => [.. HalfAnHour.Where(fault => fault.Kind != FaultKind.InstanceKilled)];

    [Test]
    public void Should_plan_the_same_for_the_same_seed() =>
        FaultSchedule.Draw(ChaosRuns.OfMinutes(30, seed: 7)).ShouldBe(HalfAnHour);

    [Test]
    public void Should_plan_something_else_for_another_seed() =>
        FaultSchedule.Draw(ChaosRuns.OfMinutes(30, seed: 8)).ShouldNotBe(HalfAnHour);

    // A run whose seed was published must be possible again, on every machine and by every .NET.
    [Test]
    public void Should_plan_what_this_seed_has_always_meant() =>
        HalfAnHour.Take(3).Select(
            fault => $"{fault.At.TotalMilliseconds} {fault.Kind} {fault.Target} {fault.Duration.TotalMilliseconds}").ShouldBe(
            ["9528 BrokerConnectionsClosed broker 0", "10883 InstanceKilled instance 1 0", "22414 InstanceKilled instance 3 0"]);

    [Test]
    public void Should_kill_two_hundred_times_in_half_an_hour() =>
        HalfAnHour.Count(fault => fault.Kind == FaultKind.InstanceKilled).ShouldBeGreaterThanOrEqualTo(200);

    [Test]
    public void Should_kill_every_instance() =>
        HalfAnHour.Select(fault => fault.Instance).OfType<int>().Distinct().ShouldBe([0, 1, 2], ignoreOrder: true);

    [Test]
    public void Should_inject_every_kind_about_as_often_as_the_others()
    {
        var counts = Heavy.CountBy(fault => fault.Kind).ToDictionary();

        counts.Keys.ShouldBe(Enum.GetValues<FaultKind>().Except([FaultKind.InstanceKilled]), ignoreOrder: true);
        (counts.Values.Max() - counts.Values.Min()).ShouldBeLessThanOrEqualTo(1);
    }

    [Test]
    public void Should_leave_calm_between_heavy_faults() => Heavy.Zip(Heavy.Skip(1)).ShouldAllBe(pair =>
        pair.Second.At - pair.First.At
            >= TimeSpan.FromSeconds(12) + (pair.First.Kind == FaultKind.ClockJump ? TimeSpan.Zero : pair.First.Duration));

    [Test]
    public void Should_be_over_when_the_time_is_over() => HalfAnHour.ShouldAllBe(fault => fault.At < TimeSpan.FromMinutes(30));

    [Test]
    public void Should_stop_no_server_where_there_is_none() =>
        FaultSchedule.Draw(ChaosRuns.OfMinutes(10, seed: 7, embedded: true)).Select(fault => fault.Kind).Distinct()
            .ShouldBe([FaultKind.InstanceKilled, FaultKind.ClockJump], ignoreOrder: true);
}
