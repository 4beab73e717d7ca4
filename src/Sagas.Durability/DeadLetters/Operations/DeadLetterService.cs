using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// Retries dead letters, unchanged or edited, and discards them. Each operation is one transaction that includes its
/// audit entry.
/// </summary>
public class DeadLetterService
{
    private readonly DurableDatabase _database;
    private readonly DeadLetterCommands _units;
    private readonly ICommitter _committer;
    private readonly MessageChecker _checker;
    private readonly TimeProvider _time;

    internal DeadLetterService(
        DurableDatabase database, DeadLetterCommands units, ICommitter committer, MessageChecker checker, TimeProvider time) =>
        (_database, _units, _committer, _checker, _time) = (database, units, committer, checker, time);

    /// <summary>Sends a dead letter's message to its queue again.</summary>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="edit">The changes; null for none.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun.</param>
    /// <returns>The outcome.</returns>
    public async Task<DeadLetterResult> RetryAsync(
        Guid deadLetterId, DeadLetterEdit? edit, AuditedBy by, CancellationToken cancellationToken)
    {
        if (await FindAsync(deadLetterId, cancellationToken) is not { } deadLetter)
            return new DeadLetterResult(DeadLetterStatus.NotFound);
        var check = edit is null ? null : _checker.Check(deadLetter, edit);
        if (check is { IsValid: false })
            return new DeadLetterResult(DeadLetterStatus.Refused, deadLetter, Check: check);

        var unit = _units.Retry(deadLetter, edit, EntryOf(deadLetter, edit, by));
        if (await _committer.CommitAsync(unit, cancellationToken) != CommitOutcome.Committed)
            return new DeadLetterResult(DeadLetterStatus.AlreadyGone, deadLetter);
        DurabilityMetrics.LettersRetried.Add(1, new KeyValuePair<string, object?>("endpoint", deadLetter.Endpoint));
        return new DeadLetterResult(DeadLetterStatus.Done, deadLetter, unit.Outgoing[0].MessageId, check);
    }

    /// <summary>Removes a dead letter for good. The audit keeps all of it.</summary>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun.</param>
    /// <returns>The outcome.</returns>
    public async Task<DeadLetterResult> DiscardAsync(Guid deadLetterId, AuditedBy by, CancellationToken cancellationToken)
    {
        if (await FindAsync(deadLetterId, cancellationToken) is not { } deadLetter)
            return new DeadLetterResult(DeadLetterStatus.NotFound);

        var entry = AuditEntry.New(
            _time, by, AuditActions.DeadLetterDiscarded, SubjectOf(deadLetter), deadLetter.SagaId,
            DeadLetterRecord.Whole(deadLetter));
        if (await _committer.CommitAsync(_units.Discard(deadLetter, entry), cancellationToken) != CommitOutcome.Committed)
            return new DeadLetterResult(DeadLetterStatus.AlreadyGone, deadLetter);
        DurabilityMetrics.LettersDiscarded.Add(1, new KeyValuePair<string, object?>("endpoint", deadLetter.Endpoint));
        return new DeadLetterResult(DeadLetterStatus.Done, deadLetter);
    }

    private AuditEntry EntryOf(DeadLetter deadLetter, DeadLetterEdit? edit, AuditedBy by)
    {
        if (edit is null)
            return AuditEntry.New(
                _time, by, AuditActions.DeadLetterRetried, SubjectOf(deadLetter), deadLetter.SagaId,
                DeadLetterRecord.Short(deadLetter));
        return AuditEntry.New(
            _time, by, AuditActions.DeadLetterEdited, SubjectOf(deadLetter), deadLetter.SagaId,
            DeadLetterRecord.Editable(deadLetter), DeadLetterRecord.Edited(deadLetter, edit));
    }

    private static (string Kind, string Id) SubjectOf(DeadLetter deadLetter) =>
        (AuditActions.DeadLetter, deadLetter.DeadLetterId.ToString());

    private async Task<DeadLetter?> FindAsync(Guid deadLetterId, CancellationToken cancellationToken)
    {
        await using var scope = _database.CreateScope(out var context);
        // One that is being retried has been dealt with.
        return await new DeadLetterReader(context).FindAsync(deadLetterId, cancellationToken) is { IsBeingRetried: false } found
            ? found
            : null;
    }
}
