using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>
/// Writes units of work inside a transaction that somebody else has begun and will end. First all claims and sagas, by
/// which it shows whether a unit may be committed at all; then what the units themselves save; then everything else.
/// </summary>
internal sealed class GroupWriter(DurableDatabase database)
{
    /// <summary>Writes the units, no two of which are about the same message, the same saga or the same row.</summary>
    /// <param name="group">The units.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="commands">Commands of the transaction's connection that are kept; null if it keeps none.</param>
    /// <param name="claimsFirst">
    /// Whether nothing else is asked of the database before it is known that no unit is a duplicate: it costs one more
    /// round trip, and is for a group of whose statements one has failed.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// What each unit has come to. If not all of them are <see cref="CommitOutcome.Committed"/> the caller rolls back, and
    /// may write the others again without these.
    /// </returns>
    public async Task<CommitOutcome[]> WriteAsync(
        IReadOnlyList<UnitOfWork> group, DbTransaction transaction, CommandCache? commands, bool claimsFirst, CancellationToken cancellationToken)
    {
        var outcomes = new CommitOutcome[group.Count];
        if (!await ClaimAsync(group, outcomes, transaction, commands, claimsFirst, cancellationToken))
            return outcomes;
        if (!await SaveParticipantsAsync(group, outcomes, transaction, cancellationToken))
            return outcomes;

        var rest = new StatementBatch(transaction, commands);
        rest.AddRange(database.History.Statements.Insert([.. group.SelectMany(unit => unit.Transitions)]));
        // A timer may be set and cancelled by the same unit: first the row, then its removal.
        rest.AddRange(database.Outbox.Statements.Insert([.. group.SelectMany(unit => unit.Outgoing)]));
        rest.AddRange(database.Outbox.Statements.Delete("TokenId", group.SelectMany(unit => unit.CancelledTimers)));
        rest.AddRange(database.Outbox.Statements.Delete("OutboxId", group.SelectMany(unit => unit.ArrivedMessages)));
        rest.AddRange(database.DeadLetters.Statements.Insert([.. group.SelectMany(unit => unit.DeadLetters)]));
        await rest.ExecuteAsync(cancellationToken);
        return outcomes;
    }

    // Transactions that wait for each other's rows must come to them in the same order: claims first, each kind by its key.
    private async Task<bool> ClaimAsync(
        IReadOnlyList<UnitOfWork> group, CommitOutcome[] outcomes, DbTransaction transaction, CommandCache? commands, bool claimsFirst,
        CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(transaction, commands);
        var claims = group.Index().Where(unit => unit.Item.Claim is not null)
            .OrderBy(unit => unit.Item.Claim!.MessageId).ThenBy(unit => unit.Item.Claim!.ConsumerId, StringComparer.Ordinal)
            .Select(unit => (unit.Index, Statement: batch.Add(database.Inbox.Statements.InsertIfAbsent(unit.Item.Claim!)))).ToList();
        if (claimsFirst)
        {
            await batch.ExecuteAsync(cancellationToken);
            if (!HaveAllWritten(claims, outcomes, CommitOutcome.Duplicate))
                return false;
            batch = new StatementBatch(transaction, commands);
        }

        var sagas = group.Index().SelectMany(unit => unit.Item.Sagas.Select(write => (unit.Index, Write: write)))
            .OrderBy(saga => saga.Write.Table.Name, StringComparer.Ordinal).ThenBy(saga => saga.Write.SagaId)
            .Select(saga => (saga.Index, Statement: batch.Add(saga.Write.ToStatement()))).ToList();
        var rows = group.Index().SelectMany(unit => unit.Item.Rows.Select(write => (unit.Index, Write: write)))
            .OrderBy(row => row.Write.Table, StringComparer.Ordinal).ThenBy(row => row.Write.Key, StringComparer.Ordinal)
            .Select(row => (row.Index, Statement: batch.Add(row.Write.Statement))).ToList();
        await batch.ExecuteAsync(cancellationToken);

        // The message was handled before: then its saga has moved on, too.
        var written = HaveAllWritten(sagas, outcomes, CommitOutcome.Conflict) & HaveAllWritten(rows, outcomes, CommitOutcome.Conflict);
        return HaveAllWritten(claims, outcomes, CommitOutcome.Duplicate) && written;
    }

    private static bool HaveAllWritten(List<(int Unit, Statement Statement)> statements, CommitOutcome[] outcomes, CommitOutcome otherwise)
    {
        var missing = statements.FindAll(statement => statement.Statement.Affected != 1);
        foreach (var (unit, _) in missing)
            outcomes[unit] = otherwise;
        return missing.Count == 0;
    }

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
