using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>Who may know whom inside the service.</summary>
public class Rooms
{
    private static readonly string[] Business = ["Orders", "Payments", "Notifications"];

    /// <summary>What of Hosting the rooms may use; everything else there composes them and stays unknown to them.</summary>
    private static readonly string[] OpenToRooms =
    [
        "Sagas.Hosting.Access.AccessPolicies",
        "Sagas.Hosting.Masking",
        "Sagas.Hosting.MillisecondClock",
        "Sagas.Hosting.OptionFailures",
        "Sagas.Hosting.OptionsValidation",
        "Sagas.Hosting.OutboundHttp",
        "Sagas.Hosting.OutboundHttpResilience",
        "Sagas.Hosting.StrictOptions",
    ];

    private static readonly RoomRule[] Rules =
    [
        .. from room in Business
           from other in Business
           where !string.Equals(room, other, StringComparison.Ordinal)
           select new RoomRule($"{room} and {other} exchange messages only", In($"Sagas.{room}"), $"Sagas.{other}", []),
        .. from room in Business
           select new RoomRule($"{room} does not know its host", In($"Sagas.{room}"), "Sagas.Hosting", OpenToRooms),
        new("Only the host knows operations", type => !In("Sagas.Operations")(type) && !In("Sagas.Hosting")(type) && !IsProgram(type),
            "Sagas.Operations", []),
    ];

    private static readonly RoomRule CellarIsClosed = new("The kitchen does not know the cellar",
        In($"{CompiledCode.PlantedNamespace}.Kitchen"), $"{CompiledCode.PlantedNamespace}.Cellar", []);

    [TestCaseSource(nameof(Rules))]
    public void Should_keep(RoomRule rule) => rule.Violations(CompiledCode.Usages).ShouldBeNone(rule.Name);

    // The compiler puts a constant's value in place of its name, so that only the source tells where it came from.
    [Test]
    public void Should_not_borrow_constants_of_each_other()
    {
        var findings =
            from file in SourceTree.CodeBelow("src/Sagas")
            from room in Business
            where file.Path.StartsWith($"src/Sagas/{room}/", StringComparison.Ordinal)
            from finding in file.Find(ForeignRoom(room), TextKind.Code)
            select finding;

        findings.ShouldBeNone("Rooms do not name each other");
    }

    [Test]
    public void Should_see_a_foreign_name_in_source()
    {
        const string Text = """
            using Sagas.Contracts.Payments;
            using Sagas.Payments;
            """;

        new SourceFile("x.cs", Text).Find(ForeignRoom("Orders"), TextKind.Code).Single()
            .ShouldBe(new Finding("x.cs:2", "Sagas.Payments"));
    }

    [TestCase("CookByDescent")]
    [TestCase("CookByArgument")]
    [TestCase("CookByField")]
    [TestCase("CookByAttribute")]
    [TestCase("CookByLambda")]
    [TestCase("CookByAsync")]
    [TestCase("CookByGenericMethod")]
    public void Should_see_every_way_to_mention_a_type(string cook) =>
        CellarIsClosed.Violations(CompiledCode.PlantedUsages)
            .ShouldContain(finding => finding.What.Contains($".{cook}", StringComparison.Ordinal));

    [Test]
    public void Should_not_accuse_who_mentions_nothing() =>
        CellarIsClosed.Violations(CompiledCode.PlantedUsages)
            .ShouldNotContain(finding => finding.What.Contains(".CookAlone", StringComparison.Ordinal));

    [Test]
    public void Should_name_file_and_line_of_a_violation() =>
        CellarIsClosed.Violations(CompiledCode.PlantedUsages)
            .ShouldContain(finding => string.Equals(finding.Place, "tests/Sagas.Tests/Architecture/Planted/Kitchen.cs:21", StringComparison.Ordinal));

    [Test]
    public void Should_open_what_is_named_as_an_exception() =>
        (CellarIsClosed with { Except = [$"{CompiledCode.PlantedNamespace}.Cellar"] })
            .Violations(CompiledCode.PlantedUsages).ShouldBeEmpty();

    private static Func<string, bool> In(string space) => type => RoomRule.IsIn(type, space);

    // Top-level statements and what the compiler makes of them have no namespace.
    private static bool IsProgram(string type) => !type.StartsWith("Sagas.", StringComparison.Ordinal);

    private static Regex ForeignRoom(string room) =>
        new($@"\bSagas\.({string.Join('|', Business.Where(other => !string.Equals(other, room, StringComparison.Ordinal)))}|Operations)\b",
            RegexOptions.None, TimeSpan.FromSeconds(5));
}
