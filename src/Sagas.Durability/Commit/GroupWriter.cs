using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// Writes units of work inside a transaction that somebody else has begun and will end. First all claims and sagas,
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
    /// The outcome of each unit. If not all of them are <see cref="CommitOutcome.Committed"/> the caller rolls back, and
    /// may write the others again without these. Null if it is not known which they are: then all may be written again with
    /// more care.
    /// </returns>
    public async Task<CommitOutcome[]?> WriteAsync(
        IReadOnlyList<UnitOfWork> group, DbTransaction transaction, CommandCache? commands, WriteStrategy care, CancellationToken cancellationToken)
    {
        var outcomes = new CommitOutcome[group.Count];
        if (!await WriteRowsAsync(group, outcomes, transaction, commands, care, cancellationToken))
            return null;
        if (!AreWritten(outcomes) || !await SaveParticipantsAsync(group, outcomes, transaction, cancellationToken))
            return outcomes;

        var rest = new StatementBatch(transaction, commands);
        rest.AddRange(database.History.Statements.Insert([.. group.SelectMany(unit => unit.Transitions)]));
        // A timer may be set and cancelled by the same unit: first the row, then its removal.
        rest.AddRange(database.Outbox.Statements.Insert([.. group.SelectMany(unit => unit.Outgoing)]));
        rest.AddRange(database.Outbox.Statements.Delete("TokenId", group.SelectMany(unit => unit.CancelledTimers)));
        rest.AddRange(journal.Remove(group.SelectMany(unit => unit.DeliveredMessages)));
        rest.AddRange(database.Outbox.Statements.Delete("OutboxId", group.SelectMany(unit => unit.ExpiredMessages)));
        rest.AddRange(database.DeadLetters.Statements.Insert([.. group.SelectMany(unit => unit.DeadLetters)]));
        await rest.ExecuteAsync(cancellationToken);
        return outcomes;
    }

    // Transactions that wait for each other's rows must come to them in the same order: claims first, each kind by its key.
    private async Task<bool> WriteRowsAsync(
        IReadOnlyList<UnitOfWork> group, CommitOutcome[] outcomes, DbTransaction transaction, CommandCache? commands, WriteStrategy care,
        CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(transaction, commands);
        var rows = new RowsOfGroup(batch, singly: care != WriteStrategy.Together);
        rows.Add(group.Index().Where(unit => unit.Item.Claim is not null).Select(unit => (unit.Index, ToRow(unit.Item.Claim!))), CommitOutcome.Duplicate);
        if (care == WriteStrategy.ClaimsFirst)
        {
            await batch.ExecuteAsync(cancellationToken);
            if (!rows.TryTell(outcomes) || !AreWritten(outcomes))
                return true;
            batch = new StatementBatch(transaction, commands);
            rows = new RowsOfGroup(batch, singly: true);
        }

        rows.Add(group.Index().SelectMany(unit => unit.Item.Sagas.Select(saga => (unit.Index, saga.ToRow()))), CommitOutcome.Conflict);
        rows.Add(group.Index().SelectMany(unit => unit.Item.Rows.Select(row => (unit.Index, row))), CommitOutcome.Conflict);
        await batch.ExecuteAsync(cancellationToken);
        return rows.TryTell(outcomes);
    }

    private RowWrite ToRow(InboxMessage claim) => RowWrite.New(database.Inbox, $"{claim.MessageId}{claim.ConsumerId}", claim);

    private static bool AreWritten(CommitOutcome[] outcomes) => Array.TrueForAll(outcomes, outcome => outcome == CommitOutcome.Committed);

    // A context that cannot save leaves a transaction in which nothing more can be done.
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

/// <summary>How much is asked of the database at a time, while a group is written.</summary>
internal enum WriteStrategy
{
    /// <summary>New rows of a table by one statement. It does not show which of them cannot be written.</summary>
    Together,

    /// <summary>Each new row by a statement of its own.</summary>
    Singly,

    /// <summary>
    /// Nothing else before it is known that no unit is a duplicate: it costs one more round trip, and is for a group in which a
    /// statement has failed.
    /// </summary>
    ClaimsFirst,
}
