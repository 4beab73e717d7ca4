namespace Sagas.Tests.Architecture;

/// <summary>Time comes from the registered TimeProvider, so that tests can move it.</summary>
public class Clocks
{
    private const string Provider = "System.TimeProvider";

    /// <summary>Members that read the machine's clock; those that may take a provider are wrong only without it.</summary>
    private static readonly (string Type, string Member)[] ReadTheMachine =
    [
        ("System.DateTime", "get_UtcNow("),
        ("System.DateTime", "get_Now("),
        ("System.DateTime", "get_Today("),
        ("System.DateTimeOffset", "get_UtcNow("),
        ("System.DateTimeOffset", "get_Now("),
        ("System.Threading.Thread", "Sleep("),
        ("System.Threading.Tasks.Task", "Delay("),
        ("System.Threading.PeriodicTimer", ".ctor("),
        ("System.Threading.Timer", ".ctor("),
        ("System.Timers.Timer", ".ctor("),
    ];

    [Test]
    public void Should_be_read_through_the_time_provider() => 
        Violations(CompiledCode.Usages).ShouldBeNone("Time is read through the registered TimeProvider");

    [Test]
    public void Should_see_planted_reads_of_the_machine_clock() =>
        Violations(CompiledCode.PlantedUsages).Select(finding => finding.Place).ShouldBe(
        [
            "tests/Sagas.Tests/Architecture/Planted/Clocks.cs:5",
            "tests/Sagas.Tests/Architecture/Planted/Clocks.cs:10",
        ]);

    private static IEnumerable<Finding> Violations(IEnumerable<Usage> usages) =>
        usages.Where(usage => usage.Member is { } member
                && ReadTheMachine.Any(read => string.Equals(read.Type, usage.To, StringComparison.Ordinal)
                    && member.StartsWith(read.Member, StringComparison.Ordinal))
                && !member.Contains(Provider, StringComparison.Ordinal))
            .Select(usage => usage.Found);
}
