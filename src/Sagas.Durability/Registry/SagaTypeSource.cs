using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Registry;

/// <summary>Creates the description of a saga type from its state machine and from what was specified about it.</summary>
internal sealed class SagaTypeSource<TSaga>(
    IServiceProvider services, Func<IServiceProvider, SagaStateMachine<TSaga>> machine) : ISagaTypeSource
    where TSaga : class, SagaStateMachineInstance, ISagaVersion
{
    private SagaType? _kind;

    public SagaType Kind => _kind ??= Make(
        services.GetRequiredService<IOptions<SagaDescription<TSaga>>>().Value, StateGraphVisitor<TSaga>.Read(machine(services)));

    private StoredSagaType<TSaga> Make(SagaDescription<TSaga> said, StateGraph graph) => new(
        services.GetRequiredService<DurableDatabase>(), said, StateProperty(), graph)
    {
        FinalStates = (said.FinalStates.Count > 0 ? said.FinalStates : graph.DeadEnds).ToHashSet(StringComparer.Ordinal),
        Fields = said.Fields,
        Secrets = said.Secrets,
        One = said.One ?? "saga",
        Outlasting = said.Outlasting,
        Amounts = AmountMembers.Of(typeof(TSaga)),
        Expected = Expected(said),
        Commands = said.Commands,
    };

    // What is configured for this installation takes precedence over what the saga's author specified.
    private Dictionary<string, TimeSpan> Expected(SagaDescription<TSaga> said)
    {
        // Keys of a configuration have no case: environment variables are often written in capitals.
        var expected = new Dictionary<string, TimeSpan>(said.Expected, StringComparer.OrdinalIgnoreCase);
        if (services.GetRequiredService<IOptions<SagaRegistryOptions>>().Value.Expected
            .TryGetValue(typeof(TSaga).Name, out var configured))
        {
            foreach (var (state, atMost) in configured)
                expected[state] = atMost;
        }

        return expected;
    }

    private static string StateProperty() => typeof(TSaga).GetProperty("CurrentState") is not null ? "CurrentState" : "State";
}

/// <summary>Creates the description of a saga type when it is first needed.</summary>
internal interface ISagaTypeSource
{
    SagaType Kind { get; }
}
