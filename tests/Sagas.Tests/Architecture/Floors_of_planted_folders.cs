namespace Sagas.Tests.Architecture;

/// <summary>What the floors of the real folders rest on.</summary>
internal class Floors_of_planted_folders
{
    private static readonly FloorPlan Plan = new("src/Planted", "Cellar", "Kitchen + Parlour");

    [Test]
    public void Should_see_a_circle_with_its_places() =>
        FloorPlan.Circles(Edges(
                ("Cellar/Bottle.cs", "namespace Planted.Cellar; class Bottle { Kitchen.Cook? Owner; }"),
                ("Kitchen/Cook.cs", "namespace Planted.Kitchen;\n\nclass Cook { const int Guests = Parlour.Guest.Count; }"),
                ("Parlour/Guest.cs", "namespace Planted.Parlour; class Guest : Cellar.Bottle { public const int Count = 3; }")))
            .ShouldHaveSingleItem().ShouldBe("""
                Cellar -> Kitchen -> Parlour -> Cellar
                  Cellar -> Kitchen (1)
                    src/Planted/Cellar/Bottle.cs:1: Cook
                  Kitchen -> Parlour (2)
                    src/Planted/Kitchen/Cook.cs:3: Guest
                    src/Planted/Kitchen/Cook.cs:3: Guest.Count
                  Parlour -> Cellar (1)
                    src/Planted/Parlour/Guest.cs:1: Bottle
                """);

    [Test]
    public void Should_see_a_circle_through_a_file_beside_the_folders() =>
        FloorPlan.Circles(Edges(
                ("Cellar/Bottle.cs", "namespace Planted.Cellar; class Bottle { House? House; }"),
                ("House.cs", "namespace Planted; class House { Kitchen.Cook? Cook; }"),
                ("Kitchen/Cook.cs", "namespace Planted.Kitchen; class Cook : Cellar.Bottle;")))
            .ShouldHaveSingleItem().ShouldContain("src/Planted/House.cs:1: Cook");

    [Test]
    public void Should_see_a_circle_through_a_page() =>
        FloorPlan.Circles(Edges(
                ("Cellar/Bottle.cs", "namespace Planted.Cellar; class Bottle { Kitchen.Menu? Menu; }"),
                ("Kitchen/Menu.razor", "<p>\n@Planted.Cellar.Wine.Name\n</p>"),
                ("Cellar/Wine.cs", "namespace Planted.Cellar; class Wine { public const string Name = \"red\"; }")))
            .ShouldHaveSingleItem().ShouldContain("src/Planted/Kitchen/Menu.razor:2: Wine.Name");

    [Test]
    public void Should_see_tags_of_pages() =>
        Edges(
                ("Kitchen/Menu.razor", "@using Planted.Cellar\n<p>\n<Wine />\n</p>"),
                ("Cellar/Wine.razor", "<p>red</p>"))
            .ShouldHaveSingleItem().Places.ShouldContain(new Finding("src/Planted/Kitchen/Menu.razor:3", "Wine"));

    [Test]
    public void Should_see_what_looks_up() =>
        Plan.UpwardUses(Edges(
                ("Cellar/Bottle.cs", "namespace Planted.Cellar;\nclass Bottle : Kitchen.Cook;"),
                ("Kitchen/Cook.cs", "namespace Planted.Kitchen; class Cook;")))
            .ShouldHaveSingleItem().ShouldBe("""
                Cellar uses Kitchen, which stands above it
                  Cellar -> Kitchen (1)
                    src/Planted/Cellar/Bottle.cs:2: Cook
                """);

    [Test]
    public void Should_accept_what_looks_down_or_aside()
    {
        var edges = Edges(
            ("Cellar/Bottle.cs", "namespace Planted.Cellar; /** <see cref=\"Kitchen.Cook\"/> */ class Bottle { House? House; }"),
            ("Kitchen/Cook.cs", "namespace Planted.Kitchen; class Cook : Cellar.Bottle;"),
            ("Parlour/Guest.cs", "namespace Planted.Parlour; class Guest { Kitchen.Cook? Cook; }"),
            ("House.cs", "namespace Planted; class House { Cellar.Bottle? Bottle; }"));

        edges.Select(edge => $"{edge.From} -> {edge.To}").ShouldBe(["Kitchen -> Cellar", "Parlour -> Kitchen"]);
        Plan.UpwardUses(edges).ShouldBeEmpty();
        FloorPlan.Circles(edges).ShouldBeEmpty();
    }

    [Test]
    public void Should_miss_folders_without_a_floor_and_floors_without_a_folder() =>
        Plan.Gaps(["Kitchen", "Parlour", "Attic"]).ShouldBe(
        [
            "src/Planted/Attic has no floor; give it one in tests/Sagas.Tests/Architecture/Floors.cs",
            "src/Planted/Cellar has a floor in tests/Sagas.Tests/Architecture/Floors.cs and does not exist",
        ]);

    private static IReadOnlyList<FolderEdge> Edges(params IEnumerable<(string, string)> files) =>
        FolderEdge.Below("src/Planted", SourceProject.Planted(files));
}
