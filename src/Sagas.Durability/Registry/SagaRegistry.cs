using Sagas.Durability.Tables;

namespace Sagas.Durability.Registry;

/// <summary>The saga types that this process knows.</summary>
public sealed class SagaRegistry
{
    private readonly Lazy<IReadOnlyList<SagaType>> _types;

    internal SagaRegistry(IEnumerable<ISagaTypeSource> sources) => _types = new Lazy<IReadOnlyList<SagaType>>(() =>
        [.. sources.Select(source => source.Kind).DistinctBy(kind => kind.Name, StringComparer.Ordinal)]);

    /// <summary>All of them, in the order in which they were registered.</summary>
    public IReadOnlyList<SagaType> Types => _types.Value;

    /// <summary>Finds a type.</summary>
    /// <param name="name">Its name, such as <c>OrderState</c>.</param>
    /// <returns>Null if there is none.</returns>
    public SagaType? Find(string name) =>
        Types.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The type of the saga that failed on a message.</summary>
    /// <param name="deadLetter">The message.</param>
    /// <returns>Null if it was not a saga that failed, or one of an unknown type.</returns>
    public SagaType? TypeOf(DeadLetter deadLetter)
    {
        ArgumentNullException.ThrowIfNull(deadLetter);
        return deadLetter.ConsumerId is { } consumer
            ? Types.FirstOrDefault(kind => consumer.EndsWith($":{kind.Name}", StringComparison.Ordinal))
            : null;
    }
}

/// <summary>Settings with which an installation overrides what the authors of its sagas have specified.</summary>
public class SagaRegistryOptions
{
    /// <summary>How long a saga normally stays in a state at most, by saga type and state.</summary>
    public IDictionary<string, Dictionary<string, TimeSpan>> Expected { get; } =
        new Dictionary<string, Dictionary<string, TimeSpan>>(StringComparer.OrdinalIgnoreCase);
}
