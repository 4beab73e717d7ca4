namespace Sagas.Durability.Catalogue;

/// <summary>A place in a list of sagas: behind this saga.</summary>
/// <param name="StartedAt">When it began; null where sagas are listed by their ids.</param>
/// <param name="SagaId">The saga.</param>
public sealed record SagaPlace(DateTimeOffset? StartedAt, Guid SagaId);
