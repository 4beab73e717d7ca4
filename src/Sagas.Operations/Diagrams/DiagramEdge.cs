using Sagas.Durability.Registry;

namespace Sagas.Operations.Diagrams;

/// <summary>An arrow from one state to another, for one event or several.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Events">The events that cause it.</param>
internal sealed record DiagramEdge(string From, string To, IReadOnlyList<StateTransition> Events)
{
    /// <summary>The points that it passes, from the upper state to the lower one, whichever it begins in.</summary>
    public IReadOnlyList<DiagramNode> Way { get; set; } = [];

    /// <summary>Where its label is.</summary>
    public DiagramNode Label { get; set; } = null!;

    /// <summary>Whether it leads upwards.</summary>
    public bool IsUpwards { get; set; }
}
