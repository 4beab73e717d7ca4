namespace Sagas.Durability.Registry;

/// <summary>A saga that has been in a state for longer than is expected.</summary>
/// <param name="SagaId">The saga.</param>
/// <param name="State">The state.</param>
/// <param name="Version">How many steps it has made.</param>
/// <param name="Since">When it made the last.</param>
/// <param name="Expected">For how long a saga is in that state at most, normally.</param>
public sealed record StuckSaga(Guid SagaId, string State, int Version, DateTimeOffset Since, TimeSpan Expected);
