using System.Data.Common;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>
/// Writes units of work inside a transaction that somebody else has begun and will end. First all claims and sagas, by
/// which it shows whether a unit may be committed at all; then what the units themselves save; then everything else.
/// </summary>
internal sealed class GroupWriter(DurableDatabase database)
{
    private const int LongestList = 500;

    /// <summary>Writes the units, no two of which are about the same message or the same saga.</summary>
    /// <param name="group">The units.</param>
    /// <param name="transaction">The transaction.</param>
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
        IReadOnlyList<UnitOfWork> group, DbTransaction transaction, bool claimsFirst, CancellationToken cancellationToken)
    {
        var outcomes = new CommitOutcome[group.Count];
        if (!await ClaimAsync(group, outcomes, transaction, claimsFirst, cancellationToken))
            return outcomes;
        if (!await SaveParticipantsAsync(group, outcomes, transaction, cancellationToken))
            return outcomes;

        using var rest = new StatementBatch(transaction);
        Insert(rest, database.History, [.. group.SelectMany(unit => unit.Transitions)]);
        // A timer may be set and cancelled by the same unit: first the row, then its removal.
        Insert(rest, database.Outbox, [.. group.SelectMany(unit => unit.Outgoing)]);
        Delete(rest, database.Outbox, "TokenId", group.SelectMany(unit => unit.CancelledTimers));
        Delete(rest, database.Outbox, "OutboxId", group.SelectMany(unit => unit.ArrivedMessages));
        Insert(rest, database.DeadLetters, [.. group.SelectMany(unit => unit.DeadLetters)]);
        await rest.ExecuteAsync(cancellationToken);
        return outcomes;
    }

    // Transactions that wait for each other's rows must come to them in the same order: claims first, each kind by its key.
    private async Task<bool> ClaimAsync(
        IReadOnlyList<UnitOfWork> group, CommitOutcome[] outcomes, DbTransaction transaction, bool claimsFirst, CancellationToken cancellationToken)
    {
        using var first = new StatementBatch(transaction);
        var claims = group.Index().Where(unit => unit.Item.Claim is not null)
            .OrderBy(unit => unit.Item.Claim!.MessageId).ThenBy(unit => unit.Item.Claim!.ConsumerId, StringComparer.Ordinal)
            .Select(unit => (unit.Index, Statement: InsertIfAbsent(first, database.Inbox, unit.Item.Claim!))).ToList();
        if (claimsFirst)
        {
            await first.ExecuteAsync(cancellationToken);
            if (!HaveAllWritten(claims, outcomes, CommitOutcome.Duplicate))
                return false;
        }

        using var second = new StatementBatch(transaction);
        var sagas = group.Index().SelectMany(unit => unit.Item.Sagas.Select(write => (unit.Index, Write: write)))
            .OrderBy(saga => saga.Write.Table.Name, StringComparer.Ordinal).ThenBy(saga => saga.Write.SagaId)
            .Select(saga => (saga.Index, Statement: WriteSaga(claimsFirst ? second : first, saga.Write))).ToList();
        await (claimsFirst ? second : first).ExecuteAsync(cancellationToken);

        // The message was handled before: then its saga has moved on, too.
        var written = HaveAllWritten(sagas, outcomes, CommitOutcome.Conflict);
        return HaveAllWritten(claims, outcomes, CommitOutcome.Duplicate) && written;
    }

    private static bool HaveAllWritten(List<(int Unit, Statement Statement)> statements, CommitOutcome[] outcomes, CommitOutcome otherwise)
    {
        var missing = statements.FindAll(statement => statement.Statement.Affected != 1);
        foreach (var (unit, _) in missing)
            outcomes[unit] = otherwise;
        return missing.Count == 0;
    }

    private Statement InsertIfAbsent(StatementBatch batch, StoredTable table, object row)
    {
        var statement = batch.Add();
        statement.Text = database.Dialect.InsertIfAbsent(table, table.AppendValues(statement, [row]));
        return statement;
    }

    private Statement WriteSaga(StatementBatch batch, SagaWrite write)
    {
        if (write.Kind == SagaWriteKind.Insert)
            return InsertIfAbsent(batch, write.Table, write.Saga);

        var statement = batch.Add();
        var set = write.Kind == SagaWriteKind.Delete
            ? $"DELETE FROM {write.Table.Name}"
            : $"UPDATE {write.Table.Name} SET " + string.Join(", ", write.Table.Columns.Where(column => !column.IsKey).Select(
                column => $"{column.Name} = {statement.Append(column, column.Read(write.Saga))}"));
        var id = write.Table[nameof(ISaga.CorrelationId)];
        var version = write.Table[nameof(ISagaVersion.Version)];
        statement.Text =
            $"{set} WHERE {id.Name} = {statement.Append(id, write.SagaId)}"
            + $" AND {version.Name} = {statement.Append(version, write.ExpectedVersion)}";
        return statement;
    }

    private void Insert<TEntity>(StatementBatch batch, StoredTable table, List<TEntity> rows) where TEntity : class
    {
        foreach (var chunk in rows.Chunk(Math.Max(1, database.Dialect.ParameterLimit / table.Inserted.Count)))
        {
            var statement = batch.Add();
            statement.Text = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES {table.AppendValues(statement, chunk)}";
        }
    }

    private void Delete(StatementBatch batch, StoredTable table, string property, IEnumerable<Guid> ids)
    {
        var column = table[property];
        foreach (var chunk in ids.Order().Chunk(Math.Min(LongestList, database.Dialect.ParameterLimit)))
        {
            var statement = batch.Add();
            statement.Text = $"DELETE FROM {table.Name} WHERE {column.Name} IN ({string.Join(", ", chunk.Select(id => statement.Append(column, id)))})";
        }
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
