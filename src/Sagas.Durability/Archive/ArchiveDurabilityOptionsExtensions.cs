using MassTransit;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Archive;

/// <summary>Says which sagas are archived.</summary>
public static class ArchiveDurabilityOptionsExtensions
{
    /// <summary>
    /// Archives sagas of a type once they have been finished for <see cref="DurabilityOptions.ArchiveAfter"/>, unless a message,
    /// a timer or a dead letter is outstanding for them.
    /// </summary>
    /// <typeparam name="TSaga">The saga, stored by <c>DurableRepository</c>.</typeparam>
    /// <param name="options">The settings of the durable layer.</param>
    /// <param name="finalStates">The states in which it is finished.</param>
    /// <returns>The configurator that says what else is archived with the saga.</returns>
    public static ArchiveConfigurator<TSaga> Archive<TSaga>(
        this DurabilityOptions options, params IEnumerable<string> finalStates)
        where TSaga : class, ISaga, ISagaVersion
    {
        var plan = new ArchivePlan(new SagaRows<TSaga>(nameof(ISaga.CorrelationId)), finalStates);
        options.ArchivePlans()[typeof(TSaga)] = plan;
        return new ArchiveConfigurator<TSaga>(plan);
    }

    internal static ArchivePlans ArchivePlans(this DurabilityOptions options) => options.Extension<ArchivePlans>();
}
