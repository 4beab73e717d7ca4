using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// Writes units of work inside a transaction that the caller has begun and will end. First come all claims and sagas,
/// which show whether a unit may be committed at all; then what the units themselves save; then everything else.
/// </summary>
internal sealed class GroupWriter(DurableDatabase database, MessageJournal journal)
{
    /// <summary>Writes the units, no two of which are about the same message, the same saga or the same row.</summary>
    /// <param name="group">The units.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="commands">The cached commands of the transaction's connection; null if there are none.</param>
    /// <param name="care">How much is asked of the database at a time.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>
    /// What was found out about each unit. If one is not <see cref="CommitOutcome.Pending"/> any more, the caller rolls back and
    /// may write the others again without it; otherwise they are stored once the caller commits. Null if it is not known which
    /// units failed: then all may be written again with more care.
    /// </returns>
    public async Task<CommitOutcome[]?> WriteAsync(
        IReadOnlyList<UnitOfWork> group, DbTransaction transaction, CommandCache? commands, WriteStrategy care,
        CancellationToken cancellationToken)
    {
        var outcomes = new CommitOutcome[group.Count];
        if (!await WriteRowsAsync(group, outcomes, transaction, commands, care, cancellationToken))
            return null;
        if (!CanBeCommitted(outcomes) || !await SaveParticipantsAsync(group, outcomes, transaction, cancellationToken))
            return outcomes;

        var rest = new StatementBatch(transaction, commands);
        rest.AddRange(database.History.Statements.Insert(
            [.. group.SelectMany(unit => unit.Transitions).Where(step => !step.IsBeginning)]));
        // The same unit may set a timer and cancel it: first the row, then its removal.
        rest.AddRange(database.Outbox.Statements.Insert([.. group.SelectMany(unit => unit.Outgoing)]));
        rest.AddRange(database.Outbox.Statements.Delete("TokenId", group.SelectMany(unit => unit.CancelledTimers)));
        rest.AddRange(journal.Remove(group.SelectMany(unit => unit.DeliveredMessages)));
        rest.AddRange(database.Outbox.Statements.Delete("OutboxId", group.SelectMany(unit => unit.ExpiredMessages)));
        rest.AddRange(database.DeadLetters.Statements.Insert([.. group.SelectMany(unit => unit.DeadLetters)]));
        rest.AddRange(group.Select(unit => unit.Unhandled).OfType<InboxMessage>().Select(Removal));
        rest.AddRange(group.SelectMany(unit => unit.Forgotten).Select(Removal));
        await rest.ExecuteAsync(cancellationToken);
        return outcomes;
    }

    // To avoid deadlocks, transactions must come to rows in the same order: claims first, each kind by its key.
    private async Task<bool> WriteRowsAsync(
        IReadOnlyList<UnitOfWork> group, CommitOutcome[] outcomes, DbTransaction transaction, CommandCache? commands,
        WriteStrategy care, CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(transaction, commands);
        var rows = new RowsOfGroup(batch, singly: care != WriteStrategy.Together);
        rows.Add(
            group.Index().SelectMany(unit => ClaimsOf(unit.Item).Select(claim => (unit.Index, ToRow(claim)))),
            CommitOutcome.Duplicate);
        if (care == WriteStrategy.ClaimsFirst)
        {
            await batch.ExecuteAsync(cancellationToken);
            if (!rows.TryTell(outcomes) || !CanBeCommitted(outcomes))
                return true;
            batch = new StatementBatch(transaction, commands);
            rows = new RowsOfGroup(batch, singly: true);
        }

        rows.Add(
            group.Index().SelectMany(unit => unit.Item.Sagas.Select(saga => (unit.Index, saga.ToRow()))), CommitOutcome.Conflict);
        rows.Add(group.Index().SelectMany(unit => unit.Item.Rows.Select(row => (unit.Index, row))), CommitOutcome.Conflict);
        // A saga that has ended and left no row may have had the same id: then this version is taken.
        rows.Add(
            group.Index().SelectMany(
                unit => unit.Item.Transitions.Where(step => step.IsBeginning).Select(step => (unit.Index, ToRow(step)))),
            CommitOutcome.Conflict);
        await batch.ExecuteAsync(cancellationToken);
        return rows.TryTell(outcomes);
    }

    private static IEnumerable<InboxMessage> ClaimsOf(UnitOfWork unit) =>
        new[] { unit.Claim, unit.Unhandled }.OfType<InboxMessage>();

    // A claim on what is not handled was written to wait for whoever is handling it at this moment, and to find out whether they
    // have.
    private Statement Removal(InboxMessage claim) => database.Inbox.Statements.Delete(
        [database.Inbox[nameof(InboxMessage.MessageId)], database.Inbox[nameof(InboxMessage.ConsumerId)]],
        [claim.MessageId, claim.ConsumerId]);

    private RowWrite ToRow(InboxMessage claim) => RowWrite.New(database.Inbox, $"{claim.MessageId}{claim.ConsumerId}", claim);

    private RowWrite ToRow(SagaTransition step) =>
        RowWrite.New(database.History, $"{step.SagaId}{step.SagaType}{step.Version}", step);

    private static bool CanBeCommitted(CommitOutcome[] outcomes) =>
        Array.TrueForAll(outcomes, outcome => outcome == CommitOutcome.Pending);

    // A context that fails to save leaves behind a transaction in which nothing more can be done.
    private async Task<bool> SaveParticipantsAsync(
        IReadOnlyList<UnitOfWork> group, CommitOutcome[] outcomes, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var (index, unit) in group.Index())
        {
            foreach (var context in unit.Participants)
            {
                if (await SaveAsync(context, transaction, cancellationToken))
                    continue;
                outcomes[index] = CommitOutcome.Conflict;
                return false;
            }
        }

        return true;
    }

    private async Task<bool> SaveAsync(DbContext context, DbTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await ParticipantTransaction.SaveAsync(context, transaction, cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (DbUpdateException exception)
            when (exception.InnerException is DbException inner && database.Dialect.IsUniqueViolation(inner))
        {
            return false;
        }
    }
}

/// <summary>How much is asked of the database at a time while a group is written.</summary>
internal enum WriteStrategy
{
    /// <summary>All new rows of a table in one statement. It does not show which of them cannot be written.</summary>
    Together,

    /// <summary>Each new row in a statement of its own.</summary>
    Singly,

    /// <summary>
    /// Nothing else is written before it is known that no unit is a duplicate: this costs one more round trip, and is for a group
    /// in which a statement has failed.
    /// </summary>
    ClaimsFirst,
}
