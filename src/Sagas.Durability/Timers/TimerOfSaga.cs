namespace Sagas.Durability.Timers;

/// <summary>A timer as a saga knows it: one that it has set itself and could cancel.</summary>
/// <param name="TimerId">The timer: the id of its row in the outbox.</param>
/// <param name="SagaId">The saga.</param>
/// <param name="Tokens">The tokens that the saga keeps to cancel its timers.</param>
public record TimerOfSaga(Guid TimerId, Guid SagaId, IReadOnlyCollection<Guid> Tokens);
