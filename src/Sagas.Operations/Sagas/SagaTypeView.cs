using Sagas.Durability.Registry;

namespace Sagas.Operations.Sagas;

/// <summary>A saga type.</summary>
/// <param name="Name">Its name, as used in requests.</param>
/// <param name="Title">What people call its sagas.</param>
/// <param name="States">The states of its state machine; the first is the one before the first step.</param>
/// <param name="FinalStates">The states in which a saga has ended.</param>
/// <param name="Transitions">The transitions of its state machine.</param>
/// <param name="Fields">The parameters by which its sagas can be found, besides those that all types share.</param>
/// <param name="Expected">How long a saga normally stays in a state at most.</param>
/// <param name="Commands">The commands that its sagas accept.</param>
internal record SagaTypeView(
    string Name,
    string Title,
    IReadOnlyList<string> States,
    IReadOnlyList<string> FinalStates,
    IReadOnlyList<StateTransition> Transitions,
    IReadOnlyList<string> Fields,
    IReadOnlyDictionary<string, TimeSpan> Expected,
    IReadOnlyList<SagaCommandView> Commands)
{
    /// <summary>Creates the view.</summary>
    /// <param name="kind">The type.</param>
    /// <returns>The view.</returns>
    public static SagaTypeView Of(SagaType kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new(
            kind.Name, kind.Title, kind.Graph.States, [.. kind.FinalStates], kind.Graph.Transitions,
            [.. kind.Fields.Select(field => field.Key)], kind.Expected,
            [.. kind.Commands.Select(
                command => new SagaCommandView(command.Name, command.Label, command.Explanation, [.. command.States]))]);
    }
}

/// <summary>A command that sagas accept.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Explanation">What it does.</param>
/// <param name="States">The states in which a saga accepts it.</param>
internal record SagaCommandView(string Name, string Label, string Explanation, IReadOnlyList<string> States);
