using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Durability.Timers;

namespace Sagas.Operations.Sagas;

/// <summary>Fires and moves timers of sagas: only those that a saga has set itself.</summary>
internal sealed class SagaTimerService(DbContext db, TimerService desk)
{
    /// <summary>Lets a timer fire now.</summary>
    /// <param name="kind">The saga's type.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="timerId">The timer.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless it is already being stored.</param>
    /// <returns>The outcome; null if there is no such saga.</returns>
    public async Task<TimerResult?> FireAsync(
        SagaType kind, Guid sagaId, Guid timerId, AuditedBy by, CancellationToken cancellationToken) =>
        await FindAsync(kind, sagaId, timerId, cancellationToken) is { } timer
            ? await desk.LetFireAsync(timer, by, cancellationToken)
            : null;

    /// <summary>Lets a timer fire at another time.</summary>
    /// <param name="kind">The saga's type.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="timerId">The timer.</param>
    /// <param name="dueAt">When it fires instead.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless it is already being stored.</param>
    /// <returns>The outcome; null if there is no such saga.</returns>
    public async Task<TimerResult?> MoveAsync(
        SagaType kind, Guid sagaId, Guid timerId, DateTimeOffset dueAt, AuditedBy by, CancellationToken cancellationToken) =>
        await FindAsync(kind, sagaId, timerId, cancellationToken) is { } timer
            ? await desk.MoveAsync(timer, dueAt, by, cancellationToken)
            : null;

    private async Task<TimerOfSaga?> FindAsync(SagaType kind, Guid sagaId, Guid timerId, CancellationToken cancellationToken) =>
        await kind.FindAsync(db, sagaId, cancellationToken) is { } saga
            ? new TimerOfSaga(timerId, sagaId, TimerTokens.Of(saga))
            : null;
}
