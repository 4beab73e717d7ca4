using System.Data.Common;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>Writes one unit of work inside a transaction that somebody else has begun and will end.</summary>
internal sealed class UnitOfWorkWriter(DurableDatabase database)
{
    /// <returns><see cref="CommitOutcome.Committed"/> when all of it was written; otherwise the caller rolls back.</returns>
    public async Task<CommitOutcome> WriteAsync(UnitOfWork unit, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (!await ClaimAsync(unit, transaction, cancellationToken))
            return CommitOutcome.Duplicate;

        foreach (var saga in unit.Sagas)
        {
            if (await WriteSagaAsync(saga, transaction, cancellationToken) != 1)
                return CommitOutcome.Conflict;
        }

        await InsertAsync(database.History, unit.Transitions, transaction, cancellationToken);
        // A timer may be set and cancelled by the same unit: first the row, then its removal.
        await InsertAsync(database.Outbox, unit.Outgoing, transaction, cancellationToken);
        await DeleteAsync(database.Outbox, "TokenId", unit.CancelledTimers, transaction, cancellationToken);
        await DeleteAsync(database.Outbox, "OutboxId", unit.ArrivedMessages, transaction, cancellationToken);
        await InsertAsync(database.DeadLetters, unit.DeadLetters, transaction, cancellationToken);

        foreach (var context in unit.Participants)
        {
            if (!await SaveAsync(context, transaction, cancellationToken))
                return CommitOutcome.Conflict;
        }

        return CommitOutcome.Committed;
    }

    private async Task<bool> ClaimAsync(UnitOfWork unit, DbTransaction transaction, CancellationToken cancellationToken) =>
        unit.Claim is null || await InsertIfAbsentAsync(database.Inbox, unit.Claim, transaction, cancellationToken) == 1;

    private async Task<int> WriteSagaAsync(SagaWrite write, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (write.Kind == SagaWriteKind.Insert)
            return await InsertIfAbsentAsync(write.Table, write.Saga, transaction, cancellationToken);

        await using var command = NewCommand(transaction);
        var set = write.Kind == SagaWriteKind.Delete
            ? $"DELETE FROM {write.Table.Name}"
            : $"UPDATE {write.Table.Name} SET " + string.Join(", ", write.Table.Columns.Where(column => !column.IsKey).Select(
                column => $"{column.Name} = {StoredTable.AppendParameter(command, column, column.Read(write.Saga))}"));
        var id = write.Table[nameof(ISaga.CorrelationId)];
        var version = write.Table[nameof(ISagaVersion.Version)];
        command.CommandText =
            $"{set} WHERE {id.Name} = {StoredTable.AppendParameter(command, id, write.SagaId)}"
            + $" AND {version.Name} = {StoredTable.AppendParameter(command, version, write.ExpectedVersion)}";
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> InsertIfAbsentAsync(
        StoredTable table, object row, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = NewCommand(transaction);
        var values = table.AppendValues(command, [row]);
        command.CommandText = database.Dialect.InsertIfAbsent(table, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task InsertAsync<TEntity>(
        StoredTable table, List<TEntity> rows, DbTransaction transaction, CancellationToken cancellationToken)
        where TEntity : class
    {
        foreach (var chunk in rows.Chunk(Math.Max(1, database.Dialect.ParameterLimit / table.Inserted.Count)))
        {
            await using var command = NewCommand(transaction);
            command.CommandText = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES {table.AppendValues(command, chunk)}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task DeleteAsync(
        StoredTable table, string property, List<Guid> ids, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var column = table[property];
        foreach (var chunk in ids.Chunk(Math.Min(500, database.Dialect.ParameterLimit)))
        {
            await using var command = NewCommand(transaction);
            var values = string.Join(", ", chunk.Select(id => StoredTable.AppendParameter(command, column, id)));
            command.CommandText = $"DELETE FROM {table.Name} WHERE {column.Name} IN ({values})";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
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

    private static DbCommand NewCommand(DbTransaction transaction)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        return command;
    }
}
