namespace Sagas.Operations.Diagrams;

/// <summary>Something that has a position in a layered drawing: a state, the label of an edge, or a bend.</summary>
internal sealed class DiagramNode
{
    /// <summary>The state's name; null for a label or a bend.</summary>
    public string? State { get; init; }

    public required int Layer { get; init; }

    public required double Width { get; init; }

    /// <summary>Where its center is.</summary>
    public double X { get; set; }

    public double Y { get; set; }

    /// <summary>Its neighbors one layer up.</summary>
    public List<DiagramNode> Above { get; } = [];

    /// <summary>Its neighbors one layer down.</summary>
    public List<DiagramNode> Below { get; } = [];
}
