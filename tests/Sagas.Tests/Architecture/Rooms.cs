using Sagas.Operations.Overview;

namespace Sagas.Tests.Architecture;

/// <summary>Who may know whom inside the service.</summary>
internal class Rooms
{
    private const string Cellar = """
        namespace Planted.Cellar;
        public class Bottle { public const string Label = "red"; public static string Describe() => Label; }
        public class LabelAttribute(System.Type type) : System.Attribute;
        """;

    private static readonly string[] Business = ["Orders", "Payments", "Notifications"];

    private static readonly RoomRule[] Rules =
    [
        .. from room in Business
           from other in Business
           where room != other
           select new RoomRule($"{room} and {other} exchange messages only", In($"Sagas.{room}"), $"Sagas.{other}"),
        .. from room in Business
           select new RoomRule($"{room} does not know its host", In($"Sagas.{room}"), "Sagas.Hosting"),
        new(
            "Only the host knows operations",
            from => from != "Sagas" && !RoomRule.IsIn(from, "Sagas.Hosting") && !RoomRule.IsIn(from, "Sagas.Operations"),
            "Sagas.Operations",
            typeof(ISampleSource)),
    ];

    private static readonly RoomRule CellarIsClosed =
        new("The kitchen does not know the cellar", In("Planted.Kitchen"), "Planted.Cellar");

    [TestCaseSource(nameof(Rules))]
    public void Should_keep(RoomRule rule) => SourceProject.All.SelectMany(rule.Violations).ShouldBeNone(rule.Name);

    [Test]
    public void Should_name_nothing_that_the_rules_cannot_see() =>
        SourceProject.All.SelectMany(project => project.Unknown).ShouldBeNone("A name stands for something");

    [TestCase("class Cook : Bottle;")]
    [TestCase("interface Cook : IEnumerable<List<Bottle>>;")]
    [TestCase("class Cook { public Bottle[]? Kept { get; set; } }")]
    [TestCase("[Label(typeof(string))] class Cook;")]
    [TestCase("[Obsolete(nameof(Bottle))] class Cook;")]
    [TestCase("class Cook { Func<object> Open() => () => new Bottle(); }")]
    [TestCase("class Cook { async Task<string> OpenAsync() { await Task.Yield(); return Bottle.Describe(); } }")]
    [TestCase("class Cook { object Open() => Activator.CreateInstance<Bottle>(); }")]
    [TestCase("class Cook { const string Known = Planted.Cellar.Bottle.Label; }")]
    public void Should_see_every_way_to_mention_a_type(string code) =>
        CellarIsClosed.Violations(Planted(code)).ShouldContain(finding => finding.Place == "src/Planted/Kitchen/Cook.cs:3");

    [Test]
    public void Should_not_accuse_who_mentions_nothing() =>
        CellarIsClosed.Violations(Planted("/** <see cref=\"Bottle\"/> */ class Cook { string Open() => \"Bottle\"; }"))
            .ShouldBeEmpty();

    [Test]
    public void Should_see_types_that_var_spares_to_name() =>
        CellarIsClosed.Violations(SourceProject.Planted(
                ("Cellar/Bottle.cs", Cellar),
                ("Stairs.cs", "namespace Planted; class Stairs { public static Cellar.Bottle[] Down() => []; }"),
                ("Kitchen/Cook.cs", "namespace Planted.Kitchen; class Cook { void Open() { var all = Stairs.Down(); } }")))
            .ShouldHaveSingleItem().What.ShouldBe("Bottle");

    [Test]
    public void Should_open_what_is_named_as_an_exception()
    {
        var open = new RoomRule("The clock is open", In("Planted.Kitchen"), "System", typeof(TimeProvider));

        open.Violations(Planted("class Cook { TimeProvider? Clock; }")).ShouldBeEmpty();
        open.Violations(Planted("class Cook { Uri? Address; }")).ShouldHaveSingleItem().What.ShouldBe("Uri");
    }

    private static SourceProject Planted(string code) => SourceProject.Planted(
        ("Cellar/Bottle.cs", Cellar),
        ("Usings.cs", "global using System; global using System.Collections.Generic; global using System.Threading.Tasks;"),
        ("Kitchen/Cook.cs", $"using Planted.Cellar;\nnamespace Planted.Kitchen;\n{code}"));

    private static Func<string, bool> In(string space) => from => RoomRule.IsIn(from, space);
}
