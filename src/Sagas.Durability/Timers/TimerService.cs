using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Timers;

/// <summary>
/// Fires timers of sagas early, and moves them to a different time. Each operation is one transaction with an audit entry.
/// </summary>
public class TimerService
{
    /// <summary>How far ahead a timer can be moved.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(365);

    private readonly DurableDatabase _database;
    private readonly TimerCommands _units;
    private readonly ICommitter _committer;
    private readonly TimeProvider _time;

    internal TimerService(DurableDatabase database, TimerCommands units, ICommitter committer, TimeProvider time) =>
        (_database, _units, _committer, _time) = (database, units, committer, time);

    /// <summary>Lets a timer fire now. One that is already due fires by itself.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun.</param>
    /// <returns>The outcome.</returns>
    public Task<TimerResult> LetFireAsync(TimerOfSaga timer, AuditedBy by, CancellationToken cancellationToken) =>
        ChangeAsync(timer, dueAt: null, AuditActions.TimerFired, by, cancellationToken);

    /// <summary>Lets a timer fire at another time.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="dueAt">When it fires instead.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun.</param>
    /// <returns>The outcome.</returns>
    public Task<TimerResult> MoveAsync(
        TimerOfSaga timer, DateTimeOffset dueAt, AuditedBy by, CancellationToken cancellationToken) =>
        ChangeAsync(timer, dueAt.ToUniversalTime().ToStorable(), AuditActions.TimerMoved, by, cancellationToken);

    private async Task<TimerResult> ChangeAsync(
        TimerOfSaga timer, DateTimeOffset? dueAt, string action, AuditedBy by, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(timer, cancellationToken) is not { } row)
                return new TimerResult(TimerStatus.Gone);
            var now = _time.GetStorableUtcNow();
            // A lease expires after the due time: such a row belongs to a timer that somebody is sending, or has tried to send.
            if (row.VisibleAt != row.DueAt || (dueAt is null && row.DueAt <= now))
                return new TimerResult(TimerStatus.Leaving, row.DueAt);

            // If somebody has changed it in the meantime, read it again and decide anew.
            var unit = _units.Move(row, dueAt ?? now, action, by);
            if (await _committer.CommitAsync(unit, cancellationToken) == CommitOutcome.Committed)
                return new TimerResult(TimerStatus.Done, dueAt ?? now);
        }
    }

    private async Task<OutboxMessage?> FindAsync(TimerOfSaga timer, CancellationToken cancellationToken)
    {
        await using var scope = _database.CreateScope(out var context);
        var row = await context.Set<OutboxMessage>().AsNoTracking().SingleOrDefaultAsync(
            message => message.OutboxId == timer.TimerId && message.SagaId == timer.SagaId && message.DueAt != null,
            cancellationToken);
        return row?.TokenId is { } token && timer.Tokens.Contains(token) ? row : null;
    }
}

/// <summary>A timer as a saga knows it: one that it has set itself and could cancel.</summary>
/// <param name="TimerId">The timer: the id of its row in the outbox.</param>
/// <param name="SagaId">The saga.</param>
/// <param name="Tokens">The tokens that the saga keeps to cancel its timers.</param>
public record TimerOfSaga(Guid TimerId, Guid SagaId, IReadOnlyCollection<Guid> Tokens);
