namespace Sagas.Durability.Registry;

/// <summary>Settings with which an installation overrides what the authors of its sagas have specified.</summary>
public class SagaRegistryOptions
{
    /// <summary>How long a saga normally stays in a state at most, by saga type and state.</summary>
    public IDictionary<string, Dictionary<string, TimeSpan>> Expected { get; } =
        new Dictionary<string, Dictionary<string, TimeSpan>>(StringComparer.OrdinalIgnoreCase);
}
