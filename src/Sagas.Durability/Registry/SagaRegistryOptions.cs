namespace Sagas.Durability.Registry;

/// <summary>What an installation knows better about its sagas than their authors.</summary>
public class SagaRegistryOptions
{
    /// <summary>How long a saga is in a state at most, normally: by the saga's type and the state.</summary>
    public IDictionary<string, Dictionary<string, TimeSpan>> Expected { get; } =
        new Dictionary<string, Dictionary<string, TimeSpan>>(StringComparer.OrdinalIgnoreCase);
}
