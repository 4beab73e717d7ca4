using Sagas.Durability.Registry;

namespace Sagas.Operations.Diagrams;

/// <summary>
/// Arranges states in layers, so that most arrows lead down: the first two steps of the usual way to draw a directed graph
/// (Sugiyama, Tagawa, Toda 1981).
/// </summary>
internal static class DiagramLayers
{
    /// <summary>Finds the layer of each state, from 0, and reverses the edges that lead upwards.</summary>
    public static IReadOnlyDictionary<string, int> Assign(StateGraph graph, IReadOnlyList<DiagramEdge> edges)
    {
        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var state in graph.States)
            Visit(state);

        var layers = graph.States.ToDictionary(state => state, _ => 0, StringComparer.Ordinal);
        // With those edges reversed the graph has no cycle, so this ends after at most as many rounds as there are states.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (upper, lower) in edges.Select(edge => edge.IsUpwards ? (edge.To, edge.From) : (edge.From, edge.To)))
            {
                if (layers[lower] > layers[upper])
                    continue;
                layers[lower] = layers[upper] + 1;
                changed = true;
            }
        }

        return layers;

        // An edge to a state that is still being visited would close a cycle.
        void Visit(string state)
        {
            if (!seen.TryAdd(state, true))
                return;
            foreach (var edge in edges.Where(edge => edge.From == state))
            {
                edge.IsUpwards = seen.GetValueOrDefault(edge.To);
                Visit(edge.To);
            }

            seen[state] = false;
        }
    }
}
