using Sagas.Durability.Tables;

namespace Sagas.Durability.Registry;

/// <summary>A state machine as a graph: which event leads from which state to which.</summary>
/// <param name="States">The states, in the order in which they are declared; the initial one first.</param>
/// <param name="Transitions">Every transition from one state to another, or back to the same.</param>
public sealed record StateGraph(IReadOnlyList<string> States, IReadOnlyList<StateTransition> Transitions)
{
    /// <summary>The name of the state before the first step.</summary>
    public const string Initial = SagaTransition.InitialState;

    /// <summary>
    /// Which messages are handled in which states, as URNs: all those that are not ignored there. Empty if it was not read from a
    /// state machine.
    /// </summary>
    internal IReadOnlySet<(string State, string Urn)> Handled { get; init; } = new HashSet<(string State, string Urn)>();

    /// <summary>The states that no event leaves.</summary>
    public IEnumerable<string> DeadEnds => States.Where(state => !Transitions.Any(way => way.From == state && way.To != state));

    /// <summary>The states that can still be reached.</summary>
    /// <param name="state">The saga's current state.</param>
    /// <returns>All of them, without the state itself.</returns>
    public IReadOnlySet<string> ReachableFrom(string state)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { state };
        var open = new Queue<string>([state]);
        while (open.TryDequeue(out var from))
        {
            foreach (var way in Transitions.Where(way => way.From == from && reached.Add(way.To)))
                open.Enqueue(way.To);
        }

        reached.Remove(state);
        return reached;
    }
}

/// <summary>One transition of a state machine.</summary>
/// <param name="From">The state that is left.</param>
/// <param name="Event">The event that causes it.</param>
/// <param name="Message">The message behind the event, as the history names it; the event itself if it has none.</param>
/// <param name="To">The state that is entered.</param>
public sealed record StateTransition(string From, string Event, string Message, string To);
