namespace Sagas.Durability.Registry;

/// <summary>A saga that has been in a state for longer than expected.</summary>
/// <param name="SagaId">The saga.</param>
/// <param name="State">The state.</param>
/// <param name="Version">How many steps it has taken.</param>
/// <param name="Since">When it took the last step.</param>
/// <param name="Expected">How long a saga normally stays in that state at most.</param>
public sealed record StuckSaga(Guid SagaId, string State, int Version, DateTimeOffset Since, TimeSpan Expected);
