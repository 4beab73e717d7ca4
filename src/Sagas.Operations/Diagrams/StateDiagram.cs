using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Diagrams;

/// <summary>Draws a state machine as SVG, either with how many sagas are in each state or with the path of one saga.</summary>
internal sealed class StateDiagram(SagaType kind)
{
    private readonly DiagramLayout _layout = DiagramLayout.Of(kind.Graph);

    /// <summary>How many sagas are in each state; a state that is missing shows none.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many messages have failed of the sagas in each state; a state that is missing shows none.</summary>
    public IReadOnlyDictionary<string, StateFailures> Failures { get; init; } =
        new Dictionary<string, StateFailures>(StringComparer.Ordinal);

    /// <summary>The steps of one saga; null for a drawing of all.</summary>
    public IReadOnlyList<SagaTransition>? Steps { get; init; }

    /// <summary>Where a click on a state leads.</summary>
    public Func<string, string>? Link { get; init; }

    /// <summary>Draws the diagram.</summary>
    /// <returns>The SVG element.</returns>
    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg class=\"diagram\" viewBox=\"0 0 {_layout.Width:0} {_layout.Height:0}\" width=\"{_layout.Width:0}\" height=\"{_layout.Height:0}\" role=\"{(Steps is null && Link is not null ? "group" : "img")}\" aria-label=\"{Text(Summary())}\">");
        svg.Append("<defs>");
        foreach (var name in (string[])["arrow", "arrow-taken"])
            svg.Append(CultureInfo.InvariantCulture,
                $"<marker id=\"{name}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\"/></marker>");
        svg.Append("</defs>");
        foreach (var edge in _layout.Edges.OrderBy(IsTaken))
            Draw(svg, edge);
        foreach (var state in kind.Graph.States)
            Draw(svg, state);
        return svg.Append("</svg>").ToString();
    }

    private string Summary() => Steps is null
        ? $"{kind.Title}: {string.Join(", ", kind.Graph.States.Where(state => Counts.GetValueOrDefault(state) > 0).Select(state => $"{Counts[state]} {state}"))}"
        : $"Path through {string.Join(", ", Steps.Select(step => step.ToState).Prepend(StateGraph.Initial))}{Failed()}";

    private string Failed() => string.Concat(Failures.Where(state => state.Value.Text is not null)
        .Select(state => $"; {state.Key}: {state.Value.Text}"));

    private void Draw(StringBuilder svg, DiagramEdge edge)
    {
        var taken = IsTaken(edge);
        var marker = taken ? "arrow-taken" : "arrow";
        svg.Append(CultureInfo.InvariantCulture,
            $"<g class=\"edge{(taken ? " taken" : IsAhead(edge) ? " ahead" : "")}\"><path d=\"{PathOf(edge)}\" marker-{(edge.IsUpwards ? "start" : "end")}=\"url(#{marker})\"/>");
        var top = edge.Label.Y - (DiagramLayout.LineHeight * (edge.Events.Count - 1) / 2) + 4;
        foreach (var (line, way) in edge.Events.Index())
        {
            var was = Steps?.Any(step => step.FromState == way.From && step.ToState == way.To && step.Event == way.Message)
                == true;
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{edge.Label.X:0.#}\" y=\"{top + (line * DiagramLayout.LineHeight):0.#}\"{(was ? " class=\"was\"" : "")}>{Text(way.Event)}</text>");
        }

        svg.Append("</g>");
    }

    private void Draw(StringBuilder svg, string state)
    {
        var node = _layout.States[state];
        var count = Counts.GetValueOrDefault(state);
        var link = Steps is null ? Link?.Invoke(state) : null;
        if (link is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Text(link)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"state {ClassOf(state)}\"><title>{Text(Explain(state))}</title>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{node.X - (node.Width / 2):0.#}\" y=\"{node.Y - (DiagramLayout.StateHeight / 2):0.#}\" width=\"{node.Width:0.#}\" height=\"{DiagramLayout.StateHeight}\" rx=\"10\"/>");
        var showsCount = Steps is null && state != StateGraph.Initial;
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{node.X:0.#}\" y=\"{node.Y + (showsCount ? -2 : 5):0.#}\">{Text(state)}</text>");
        if (showsCount)
            svg.Append(CultureInfo.InvariantCulture,
                $"<text class=\"count\" x=\"{node.X:0.#}\" y=\"{node.Y + 15:0.#}\" data-live=\"{Text($"{kind.Name}.{state}")}\">{count.ToString("N0", CultureInfo.InvariantCulture)}</text>");
        if (Failures.GetValueOrDefault(state) is { Count: > 0 } failures)
            Draw(svg, node, failures);
        svg.Append("</g>");
        if (link is not null)
            svg.Append("</a>");
    }

    // At its corner, as a number that is seen from afar.
    private static void Draw(StringBuilder svg, DiagramNode node, StateFailures failures)
    {
        var count = Shown.Count(failures.Count);
        var width = 14 + (7 * count.Length);
        var (x, y) = (node.X + (node.Width / 2), node.Y - (DiagramLayout.StateHeight / 2) + 2);
        svg.Append(CultureInfo.InvariantCulture,
            $"<g class=\"failed\"><rect x=\"{x - width:0.#}\" y=\"{y - 11:0.#}\" width=\"{width}\" height=\"18\" rx=\"9\"/><text x=\"{x - (width / 2.0):0.#}\" y=\"{y + 2.5:0.#}\">{count}</text></g>");
    }

    private string ClassOf(string state)
    {
        var tone = kind.ToneOf(state);
        if (Steps is null)
            return tone;
        if (string.Equals(Steps.Count > 0 ? Steps[^1].ToState : StateGraph.Initial, state, StringComparison.Ordinal))
            return $"{tone} here";
        return Steps.Any(step => step.ToState == state || step.FromState == state) ? $"{tone} passed" : "unseen";
    }

    private string Explain(string state)
    {
        var stays = kind.Graph.Transitions.Where(way => way.From == state && way.To == state).Select(way => way.Event).ToList();
        var text = kind.FinalStates.Contains(state) ? $"{state}: final" : state;
        if (Failures.GetValueOrDefault(state)?.Text is { } failed)
            text = $"{text}; {failed}";
        return stays.Count == 0 ? text : $"{text}; stays on {string.Join(", ", stays)}";
    }

    private bool IsTaken(DiagramEdge edge) => Steps?.Any(step => step.FromState == edge.From && step.ToState == edge.To) == true;

    // Transitions that may still come: none, once the saga has ended.
    private bool IsAhead(DiagramEdge edge)
    {
        if (Steps is null)
            return false;
        var here = Steps.Count > 0 ? Steps[^1].ToState : StateGraph.Initial;
        return !kind.FinalStates.Contains(here) && (edge.From == here || kind.Graph.ReachableFrom(here).Contains(edge.From));
    }

    private static string PathOf(DiagramEdge edge)
    {
        var path = new StringBuilder();
        var (x, y) = (PortOf(edge.Way[0], edge.Way[1], edge.Way[0].Below), edge.Way[0].Y + (DiagramLayout.StateHeight / 2) + 1);
        path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        foreach (var (index, node) in edge.Way.Index().Skip(1))
        {
            var isLast = index == edge.Way.Count - 1;
            var nextX = isLast ? PortOf(node, edge.Way[index - 1], node.Above) : node.X;
            var nextY = isLast ? node.Y - (DiagramLayout.StateHeight / 2) - 1 : node.Y;
            path.Append(CultureInfo.InvariantCulture,
                $"C{x:0.#} {(y + nextY) / 2:0.#} {nextX:0.#} {(y + nextY) / 2:0.#} {nextX:0.#} {nextY:0.#}");
            (x, y) = (nextX, nextY);
        }

        return path.ToString();
    }

    // Arrows that meet at a state end side by side, in the order in which they arrive.
    private static double PortOf(DiagramNode state, DiagramNode neighbour, List<DiagramNode> all)
    {
        var place = all.OrderBy(node => node.X).ToList().IndexOf(neighbour);
        var step = Math.Min(26, (state.Width - 30) / Math.Max(1, all.Count - 1));
        return state.X + ((place - ((all.Count - 1) / 2.0)) * step);
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
