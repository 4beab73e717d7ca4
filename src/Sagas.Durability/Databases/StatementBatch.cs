using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>
/// Statements that are sent to the database one after another, in one round trip if the database's client can do that.
/// </summary>
/// <param name="connection">An open connection.</param>
/// <param name="transaction">Its transaction, if the statements belong to one.</param>
/// <param name="commands">The cached commands of the connection; null if it caches none.</param>
internal sealed class StatementBatch(DbConnection connection, DbTransaction? transaction, CommandCache? commands)
{
    private readonly List<Statement> _statements = [];

    public StatementBatch(DbTransaction transaction, CommandCache? commands)
        : this(transaction.Connection!, transaction, commands)
    {
    }

    /// <summary>Adds a statement at the end.</summary>
    public Statement Add(Statement statement)
    {
        _statements.Add(statement);
        return statement;
    }

    public void AddRange(IEnumerable<Statement> statements) => _statements.AddRange(statements);

    /// <summary>Executes all statements, and records in each how many rows it changed.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (IsOneRoundTrip)
        {
            await using var batch = NewBatch();
            await batch.ExecuteNonQueryAsync(cancellationToken);
            for (var i = 0; i < _statements.Count; i++)
                _statements[i].Affected = batch.BatchCommands[i].RecordsAffected;
            return;
        }

        foreach (var statement in _statements)
            statement.Affected = await OneByOneAsync(statement, command => command.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>Executes all statements, which must be queries, and reads the rows that each returns.</summary>
    /// <param name="read">Receives the statement's index in the batch and the reader, for every row.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task ReadAsync(Action<int, DbDataReader> read, CancellationToken cancellationToken)
    {
        if (IsOneRoundTrip)
        {
            await using var batch = NewBatch();
            await ReadAsync(0, await batch.ExecuteReaderAsync(cancellationToken), read, cancellationToken);
            return;
        }

        for (var i = 0; i < _statements.Count; i++)
        {
            var statement = i;
            await OneByOneAsync(_statements[i], async command =>
                await ReadAsync(statement, await command.ExecuteReaderAsync(cancellationToken), read, cancellationToken));
        }
    }

    private bool IsOneRoundTrip => _statements.Count > 1 && connection.CanCreateBatch;

    private string TextOf(Statement statement) => statement.TextFor(withinTransaction: transaction is not null);

    private DbBatch NewBatch()
    {
        var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        // Only commands can create parameters, whatever these will be used for.
        using var maker = connection.CreateCommand();
        foreach (var statement in _statements)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Texts consist of the model's names; values are parameters.
            command.CommandText = TextOf(statement);
#pragma warning restore CA2100
            statement.AddTo(command.Parameters, maker);
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private async Task<int> OneByOneAsync(Statement statement, Func<DbCommand, Task<int>> execute)
    {
        if (commands is not null)
            return await execute(Prepare(commands.For(TextOf(statement)), statement));

        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // See above.
        command.CommandText = TextOf(statement);
#pragma warning restore CA2100
        return await execute(Prepare(command, statement));
    }

    private DbCommand Prepare(DbCommand command, Statement statement)
    {
        command.Transaction = transaction;
        command.Parameters.Clear();
        statement.AddTo(command.Parameters, command);
        return command;
    }

    /// <returns>How many statements have been read.</returns>
    private static async Task<int> ReadAsync(
        int first, DbDataReader rows, Action<int, DbDataReader> read, CancellationToken cancellationToken)
    {
        await using var closed = rows;
        var statement = first;
        do
        {
            while (await rows.ReadAsync(cancellationToken))
                read(statement, rows);
            statement++;
        }
        while (await rows.NextResultAsync(cancellationToken));
        return statement - first;
    }
}
