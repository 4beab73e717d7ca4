using Sagas.Durability.Audit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Monitoring;
using Sagas.Durability.UnitsOfWork;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>
/// Retries dead letters, as they are or changed, and discards them. Each is one transaction, with its
/// entry in the audit.
/// </summary>
public class DeadLetterDesk
{
    private readonly DurableDatabase _database;
    private readonly LetterUnits _units;
    private readonly ICommitter _committer;
    private readonly MessageChecker _checker;
    private readonly TimeProvider _time;

    internal DeadLetterDesk(DurableDatabase database, LetterUnits units, ICommitter committer, MessageChecker checker, TimeProvider time) =>
        (_database, _units, _committer, _checker, _time) = (database, units, committer, checker, time);

    /// <summary>Sends a letter's message to its queue again.</summary>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="edit">The changes; null for none.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun.</param>
    /// <returns>The outcome.</returns>
    public async Task<LetterOutcome> RetryAsync(Guid deadLetterId, LetterEdit? edit, AuditedBy by, CancellationToken cancellationToken)
    {
        if (await FindAsync(deadLetterId, cancellationToken) is not { } letter)
            return new LetterOutcome(LetterFate.NotFound);
        var check = edit is null ? null : _checker.Check(letter, edit);
        if (check is { IsValid: false })
            return new LetterOutcome(LetterFate.Refused, letter, Check: check);

        var unit = _units.Retry(letter, edit, EntryOf(letter, edit, by));
        if (await _committer.CommitAsync(unit, cancellationToken) != CommitOutcome.Committed)
            return new LetterOutcome(LetterFate.AlreadyGone, letter);
        DurabilityMetrics.LettersRetried.Add(1, new KeyValuePair<string, object?>("endpoint", letter.Endpoint));
        return new LetterOutcome(LetterFate.Done, letter, unit.Outgoing[0].MessageId, check);
    }

    /// <summary>Removes a letter for good. The audit keeps all of it.</summary>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun.</param>
    /// <returns>The outcome.</returns>
    public async Task<LetterOutcome> DiscardAsync(Guid deadLetterId, AuditedBy by, CancellationToken cancellationToken)
    {
        if (await FindAsync(deadLetterId, cancellationToken) is not { } letter)
            return new LetterOutcome(LetterFate.NotFound);

        var entry = AuditEntry.New(_time, by, AuditActions.LetterDiscarded, SubjectOf(letter), letter.SagaId, LetterRecord.Whole(letter));
        if (await _committer.CommitAsync(_units.Discard(letter, entry), cancellationToken) != CommitOutcome.Committed)
            return new LetterOutcome(LetterFate.AlreadyGone, letter);
        DurabilityMetrics.LettersDiscarded.Add(1, new KeyValuePair<string, object?>("endpoint", letter.Endpoint));
        return new LetterOutcome(LetterFate.Done, letter);
    }

    private AuditEntry EntryOf(DeadLetter letter, LetterEdit? edit, AuditedBy by)
    {
        if (edit is null)
            return AuditEntry.New(_time, by, AuditActions.LetterRetried, SubjectOf(letter), letter.SagaId, LetterRecord.Short(letter));
        return AuditEntry.New(
            _time, by, AuditActions.LetterEdited, SubjectOf(letter), letter.SagaId,
            LetterRecord.Editable(letter.Body, letter.Headers), LetterRecord.Editable(edit.Body ?? letter.Body, edit.Apply(letter.Headers)));
    }

    private static (string Kind, string Id) SubjectOf(DeadLetter letter) => (AuditActions.Letter, letter.DeadLetterId.ToString());

    private async Task<DeadLetter?> FindAsync(Guid deadLetterId, CancellationToken cancellationToken)
    {
        await using var scope = _database.CreateScope(out var context);
        return await new DeadLetterReader(context).FindAsync(deadLetterId, cancellationToken);
    }
}
