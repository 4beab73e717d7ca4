using Microsoft.CodeAnalysis;

namespace Sagas.Tests.Architecture;

/// <summary>Time comes from the registered TimeProvider, so that tests can move it.</summary>
internal class Clocks
{
    /// <summary>Members that read the machine's clock; those that may take a provider are wrong only without it.</summary>
    private static readonly (string Type, string[] Members)[] ReadTheMachine =
    [
        ("System.DateTime", ["UtcNow", "Now", "Today"]),
        ("System.DateTimeOffset", ["UtcNow", "Now"]),
        ("System.Threading.Thread", ["Sleep"]),
        ("System.Threading.Tasks.Task", ["Delay"]),
        ("System.Threading.PeriodicTimer", [".ctor"]),
        ("System.Threading.Timer", [".ctor"]),
        ("System.Timers.Timer", [".ctor"]),
    ];

    [Test]
    public void Should_be_read_through_the_time_provider() =>
        SourceProject.All.SelectMany(Violations).ShouldBeNone("Time is read through the registered TimeProvider");

    [TestCase("object Read() => DateTimeOffset.UtcNow;")]
    [TestCase("PeriodicTimer Wake() => new(TimeSpan.FromDays(1));")]
    [TestCase("object Wake() => new System.Timers.Timer(1);")]
    [TestCase("Func<Task> Wait() => async () => await Task.Delay(1);")]
    public void Should_see_a_planted_read_of_the_machine_clock(string member) =>
        Violations(Planted(member)).ShouldHaveSingleItem().Place.ShouldBe("src/Planted/Clock.cs:3");

    [TestCase("PeriodicTimer Wake(TimeProvider time) => new(TimeSpan.FromDays(1), time);")]
    [TestCase("object Wait(TimeProvider time) => Task.Delay(TimeSpan.Zero, time);")]
    public void Should_accept_the_provider(string member) => Violations(Planted(member)).ShouldBeEmpty();

    private static SourceProject Planted(string member) => SourceProject.Planted(
        ("Clock.cs", $"using System; using System.Threading; using System.Threading.Tasks;\nclass Clock {{\n{member} }}"));

    private static IEnumerable<Finding> Violations(SourceProject project) =>
        from mention in project.Mentions
        where ReadTheMachine.Any(read => read.Members.Contains(mention.Symbol.Name) && read.Type == mention.Type)
        where mention.Symbol is not IMethodSymbol method
            || method.Parameters.All(parameter => parameter.Type.Name != nameof(TimeProvider))
        select mention.Found;
}
