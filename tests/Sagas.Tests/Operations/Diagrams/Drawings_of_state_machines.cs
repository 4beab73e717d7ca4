using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Sagas.Durability.Registry;
using Sagas.Operations.Diagrams;

namespace Sagas.Tests.Operations.Diagrams;

/// <summary>Whatever the machine.</summary>
internal class Drawings_of_state_machines
{
    private const int MostStates = 9;

    private static readonly Gen<StateGraph> Graphs =
        from size in Gen.Choose(1, MostStates)
        from ways in Gen.Choose(0, size - 1).Two().ArrayOf()
        select new StateGraph(
            [.. Enumerable.Range(0, size).Select(Name)],
            [.. ways.Select((way, number) =>
                new StateTransition(Name(way.Item1), $"Event{number % 5}", $"Message{number}", Name(way.Item2)))]);

    [Test]
    public void Should_keep_states_and_labels_apart() => Prop.ForAll(Arb.From(Graphs), graph =>
    {
        var layout = DiagramLayout.Of(graph);
        var places = layout.States.Values.Concat(layout.Edges.Select(edge => edge.Label)).Distinct().ToList();
        var overlapping =
            from one in places
            from other in places
            where one != other && one.Layer == other.Layer && Math.Abs(one.X - other.X) < ((one.Width + other.Width) / 2) - 0.01
            select (one, other);

        overlapping.ShouldBeEmpty();
        places.ShouldAllBe(place => place.X - (place.Width / 2) >= 0 && place.X + (place.Width / 2) <= layout.Width
            && place.Y >= 0 && place.Y <= layout.Height);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Should_count_at_a_state_what_has_failed_there()
    {
        var graph = new StateGraph(["Initial", "Waiting"], [new StateTransition("Initial", "Began", "Began", "Waiting")]);
        var failures = new Dictionary<string, StateFailures>(StringComparer.Ordinal) { ["Waiting"] = new(2, 1) };

        var svg = new StateDiagram(DrawnSagaType.Of(graph)) { Failures = failures }.ToSvg();

        svg.ShouldContain("<title>Waiting: final; 2 dead letters, 1 tried again</title>");
        svg.ShouldContain(">3</text></g></g>");
        new StateDiagram(DrawnSagaType.Of(graph)).ToSvg().ShouldNotContain("class=\"failed\"");
    }

    [Test]
    public void Should_draw_every_state_and_every_way() => Prop.ForAll(Arb.From(Graphs), graph =>
    {
        var texts = XElement.Parse(new StateDiagram(DrawnSagaType.Of(graph)).ToSvg()).Descendants("text")
            .Select(text => text.Value).ToList();

        foreach (var state in graph.States)
            texts.Count(text => text == state).ShouldBe(1, state);
        var labels = graph.Transitions.Where(way => way.From != way.To).Select(way => (way.From, way.To, way.Event)).Distinct();
        foreach (var same in labels.GroupBy(way => way.Event))
            texts.Count(text => text == same.Key).ShouldBe(same.Count(), same.Key);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Should_write_names_as_text()
    {
        var graph = new StateGraph(["<b>\"A\"&"], []);

        XElement.Parse(new StateDiagram(DrawnSagaType.Of(graph)).ToSvg()).Descendants("text")
            .ShouldContain(text => text.Value == "<b>\"A\"&");
    }

    private static string Name(int number) => $"State{(char)('A' + number)}";
}
