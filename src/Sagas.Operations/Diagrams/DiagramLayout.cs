using Sagas.Durability.Registry;

namespace Sagas.Operations.Diagrams;

/// <summary>
/// Places the states of a machine and the arrows between them. Labels have a layer of their own between those of the states, so
/// that nothing is written across anything else.
/// </summary>
internal sealed class DiagramLayout
{
    public const double StateHeight = 46;
    public const double LineHeight = 14;

    private const double Margin = 16;
    private const double Gap = 22;
    private const double LayerGap = 26;
    private const double LetterWidth = 6.3;
    private const double StateLetterWidth = 8.2;
    private const double SmallestState = 130;
    private const int Sweeps = 12;

    private readonly List<List<DiagramNode>> _layers = [];

    private DiagramLayout(StateGraph graph)
    {
        Edges =
        [
            .. graph.Transitions.Where(way => way.From != way.To)
                .GroupBy(way => (way.From, way.To))
                .Select(ways =>
                    new DiagramEdge(ways.Key.From, ways.Key.To, [.. ways.DistinctBy(way => way.Event, StringComparer.Ordinal)])),
        ];
        var layerOf = DiagramLayers.Assign(graph, Edges);
        States = graph.States.ToDictionary(
            state => state,
            state => new DiagramNode
            {
                State = state,
                Layer = layerOf[state] * 2,
                Width = Math.Max(SmallestState, (state.Length * StateLetterWidth) + 36),
            },
            StringComparer.Ordinal);
        for (var i = 0; i <= States.Values.Max(state => state.Layer); i++)
            _layers.Add([.. States.Values.Where(state => state.Layer == i)]);
        foreach (var edge in Edges)
            Route(edge);
    }

    public IReadOnlyDictionary<string, DiagramNode> States { get; }

    public IReadOnlyList<DiagramEdge> Edges { get; }

    public double Width { get; private set; }

    public double Height { get; private set; }

    public static DiagramLayout Of(StateGraph graph)
    {
        var layout = new DiagramLayout(graph);
        layout.Untangle();
        layout.PlaceAcross();
        layout.PlaceDown();
        return layout;
    }

    private void Route(DiagramEdge edge)
    {
        var (upper, lower) = edge.IsUpwards ? (States[edge.To], States[edge.From]) : (States[edge.From], States[edge.To]);
        var labelAt = upper.Layer + ((lower.Layer - upper.Layer) / 4 * 2) + 1;
        List<DiagramNode> way = [upper];
        for (var layer = upper.Layer + 1; layer < lower.Layer; layer++)
        {
            var isLabel = layer == labelAt;
            var bend = new DiagramNode
            {
                Layer = layer,
                Width = isLabel ? edge.Events.Max(way => way.Event.Length) * LetterWidth : 8,
            };
            if (isLabel)
                edge.Label = bend;
            _layers[layer].Add(bend);
            way.Add(bend);
        }

        way.Add(lower);
        foreach (var (above, below) in way.Zip(way.Skip(1)))
        {
            above.Below.Add(below);
            below.Above.Add(above);
        }

        edge.Way = way;
    }

    // A node that is placed near its neighbors has short arrows that cross few others.
    private void Untangle()
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? _layers : _layers.AsEnumerable().Reverse())
            {
                for (var i = 0; i < layer.Count; i++)
                    layer[i].X = i;
                var sorted = layer.OrderBy(node => Mean(down ? node.Above : node.Below) ?? node.X).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                for (var i = 0; i < layer.Count; i++)
                    layer[i].X = i - (layer.Count / 2.0);
            }
        }
    }

    private void PlaceAcross()
    {
        foreach (var layer in _layers)
        {
            foreach (var node in layer)
                node.X = 0;
            Spread(layer);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? _layers : _layers.AsEnumerable().Reverse())
            {
                foreach (var node in layer)
                    node.X = Mean(sweep % 2 == 0 ? node.Above : node.Below) ?? node.X;
                Spread(layer);
            }
        }

        var left = _layers.SelectMany(layer => layer).Min(node => node.X - (node.Width / 2)) - Margin;
        foreach (var node in _layers.SelectMany(layer => layer))
            node.X -= left;
        Width = _layers.SelectMany(layer => layer).Max(node => node.X + (node.Width / 2)) + Margin;
    }

    // Pushes apart nodes that are too close, once to the right and once to the left, and takes the average of both.
    private static void Spread(List<DiagramNode> layer)
    {
        var right = layer.ConvertAll(node => node.X);
        var left = layer.ConvertAll(node => node.X);
        for (var i = 1; i < layer.Count; i++)
            right[i] = Math.Max(right[i], right[i - 1] + Distance(layer[i - 1], layer[i]));
        for (var i = layer.Count - 2; i >= 0; i--)
            left[i] = Math.Min(left[i], left[i + 1] - Distance(layer[i], layer[i + 1]));
        for (var i = 0; i < layer.Count; i++)
            layer[i].X = (right[i] + left[i]) / 2;
    }

    private void PlaceDown()
    {
        var y = Margin;
        for (var i = 0; i < _layers.Count; i++)
        {
            var height = i % 2 == 0
                ? StateHeight
                : LineHeight * Math.Max(
                    1, Edges.Where(edge => edge.Label.Layer == i).Select(edge => edge.Events.Count).DefaultIfEmpty(1).Max());
            foreach (var node in _layers[i])
                node.Y = y + (height / 2);
            y += height + LayerGap;
        }

        Height = y - LayerGap + Margin;
    }

    private static double Distance(DiagramNode left, DiagramNode right) => ((left.Width + right.Width) / 2) + Gap;

    private static double? Mean(List<DiagramNode> neighbours) =>
        neighbours.Count == 0 ? null : neighbours.Average(node => node.X);
}
