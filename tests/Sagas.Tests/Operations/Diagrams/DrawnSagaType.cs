using Sagas.Durability.Registry;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Operations.Diagrams;

/// <summary>Sagas of which there is nothing but a machine, and what is said about them.</summary>
internal static class DrawnSagaType
{
    public static SagaType Of(StateGraph graph) => Of(graph, new SagaDescription<ParcelState>());

    public static SagaType Described(Action<SagaDescription<ParcelState>> describe)
    {
        var said = new SagaDescription<ParcelState>();
        describe(said);
        return Of(StateGraphVisitor<ParcelState>.Read(new ParcelStateMachine(TimeProvider.System)), said);
    }

    private static StoredSagaType<ParcelState> Of(StateGraph graph, SagaDescription<ParcelState> said) =>
        new(null!, said, "CurrentState", graph)
        {
            FinalStates = graph.DeadEnds.ToHashSet(StringComparer.Ordinal),
            Fields = said.Fields,
            Secrets = said.Secrets,
            Expected = said.Expected,
            Commands = said.Commands,
        };
}
