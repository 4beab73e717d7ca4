using MassTransit;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Archive;

/// <summary>Says which sagas are archived.</summary>
public static class ArchiveDurabilityOptionsExtensions
{
    /// <summary>
    /// Sagas of a type are archived once they have been finished for <see cref="DurabilityOptions.ArchiveAfter"/>. A saga for which a
    /// message, a timer or a dead letter is outstanding is not.
    /// </summary>
    /// <typeparam name="TSaga">The saga, stored by <c>DurableRepository</c>.</typeparam>
    /// <param name="options">The settings of the durable layer.</param>
    /// <param name="finalStates">The states in which it is finished.</param>
    /// <returns>Takes what goes into the archive with it.</returns>
    public static ArchiveConfigurator<TSaga> Archive<TSaga>(this DurabilityOptions options, params IEnumerable<string> finalStates)
        where TSaga : class, ISaga, ISagaVersion
    {
        var plan = new ArchivePlan(new SagaRows<TSaga>(nameof(ISaga.CorrelationId)), finalStates);
        options.ArchivePlans()[typeof(TSaga)] = plan;
        return new ArchiveConfigurator<TSaga>(plan);
    }

    internal static ArchivePlans ArchivePlans(this DurabilityOptions options) => options.Extension<ArchivePlans>();
}
