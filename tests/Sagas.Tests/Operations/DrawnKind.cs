using Sagas.Durability.Catalogue;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Operations;

/// <summary>Sagas of which there is nothing but a machine.</summary>
internal static class DrawnKind
{
    public static SagaKind Of(StateGraph graph) => new StoredSagaKind<ParcelState>(null!, new SagaDescription<ParcelState>(), "CurrentState", graph)
    {
        FinalStates = graph.DeadEnds.ToHashSet(StringComparer.Ordinal),
        Fields = [],
        Secrets = new Dictionary<string, Func<string, string>>(StringComparer.Ordinal),
        Expected = new Dictionary<string, TimeSpan>(StringComparer.Ordinal),
        Commands = [],
    };
}
