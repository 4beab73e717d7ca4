using Sagas.Durability.Catalogue;

namespace Sagas.Operations.Api;

/// <summary>A type of sagas.</summary>
/// <param name="Name">Its name, by which requests name it.</param>
/// <param name="Title">What people call its sagas.</param>
/// <param name="States">The states of its machine; the first is the one before the first step.</param>
/// <param name="FinalStates">The states in which a saga is over.</param>
/// <param name="Transitions">The ways through its machine.</param>
/// <param name="Fields">The parameters by which its sagas are found, besides those that all have.</param>
/// <param name="Expected">How long a saga is in a state at most, as a rule.</param>
/// <param name="Commands">What its sagas can be told to do.</param>
public record SagaKindView(
    string Name,
    string Title,
    IReadOnlyList<string> States,
    IReadOnlyList<string> FinalStates,
    IReadOnlyList<StateTransition> Transitions,
    IReadOnlyList<string> Fields,
    IReadOnlyDictionary<string, TimeSpan> Expected,
    IReadOnlyList<SagaCommandView> Commands)
{
    /// <summary>Makes the view.</summary>
    /// <param name="kind">The type.</param>
    /// <returns>The view.</returns>
    public static SagaKindView Of(SagaKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new(
            kind.Name, kind.Title, kind.Graph.States, [.. kind.FinalStates], kind.Graph.Transitions, [.. kind.Fields.Select(field => field.Key)], kind.Expected,
            [.. kind.Commands.Select(command => new SagaCommandView(command.Name, command.Label, command.Explanation, [.. command.States]))]);
    }
}
