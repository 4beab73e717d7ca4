using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>
/// Statements of one transaction that go to the database one after the other: in one round trip, if the database's client
/// can do that.
/// </summary>
internal sealed class StatementBatch(DbTransaction transaction, CommandCache? commands)
{
    private readonly List<Statement> _statements = [];
    private readonly DbConnection _connection = transaction.Connection!;

    /// <summary>Puts a statement in its place behind those before it.</summary>
    public Statement Add(Statement statement)
    {
        _statements.Add(statement);
        return statement;
    }

    public void AddRange(IEnumerable<Statement> statements) => _statements.AddRange(statements);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (_statements.Count > 1 && _connection.CanCreateBatch)
        {
            await ExecuteTogetherAsync(cancellationToken);
            return;
        }

        foreach (var statement in _statements)
        {
            if (commands is not null)
                statement.Affected = await ExecuteAsync(commands.For(statement.Text), statement, cancellationToken);
            else
                await ExecuteOnceAsync(statement, cancellationToken);
        }
    }

    private async Task ExecuteTogetherAsync(CancellationToken cancellationToken)
    {
        await using var batch = _connection.CreateBatch();
        // Parameters are made by a command, whoever gets them.
        await using var maker = _connection.CreateCommand();
        batch.Transaction = transaction;
        foreach (var statement in _statements)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Texts are made of the model's names; values are parameters.
            command.CommandText = statement.Text;
#pragma warning restore CA2100
            statement.AddTo(command.Parameters, maker);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        for (var i = 0; i < _statements.Count; i++)
            _statements[i].Affected = batch.BatchCommands[i].RecordsAffected;
    }

    private async Task ExecuteOnceAsync(Statement statement, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // See above.
        command.CommandText = statement.Text;
#pragma warning restore CA2100
        statement.Affected = await ExecuteAsync(command, statement, cancellationToken);
    }

    private Task<int> ExecuteAsync(DbCommand command, Statement statement, CancellationToken cancellationToken)
    {
        command.Transaction = transaction;
        command.Parameters.Clear();
        statement.AddTo(command.Parameters, command);
        return command.ExecuteNonQueryAsync(cancellationToken);
    }
}
