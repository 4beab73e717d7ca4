namespace Sagas.Durability.Catalogue;

/// <summary>The types of sagas that this process knows.</summary>
public sealed class SagaCatalogue
{
    private readonly Lazy<IReadOnlyList<SagaKind>> _kinds;

    internal SagaCatalogue(IEnumerable<ISagaKindSource> sources) => _kinds = new Lazy<IReadOnlyList<SagaKind>>(() =>
        [.. sources.Select(source => source.Kind).DistinctBy(kind => kind.Name, StringComparer.Ordinal)]);

    /// <summary>All of them, in the order in which they were registered.</summary>
    public IReadOnlyList<SagaKind> Kinds => _kinds.Value;

    /// <summary>Finds a type.</summary>
    /// <param name="name">Its name, such as <c>OrderState</c>.</param>
    /// <returns>Null if there is none.</returns>
    public SagaKind? Find(string name) => Kinds.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase));
}
