using System.Data.Common;

namespace Sagas.Durability.Databases;

/// <summary>
/// Statements of one transaction that go to the database one after the other: in one round trip, if the database's client
/// can do that.
/// </summary>
internal sealed class StatementBatch : IDisposable
{
    private readonly List<Statement> _statements = [];
    private readonly DbTransaction _transaction;
    private readonly DbConnection _connection;

    // Parameters are made by a command, whoever gets them.
    private readonly DbCommand _maker;

    public StatementBatch(DbTransaction transaction)
    {
        _transaction = transaction;
        _connection = transaction.Connection!;
        _maker = _connection.CreateCommand();
    }

    /// <summary>A statement without a text, in its place behind those before it.</summary>
    public Statement Add()
    {
        var statement = new Statement(_maker);
        _statements.Add(statement);
        return statement;
    }

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (_statements.Count > 1 && _connection.CanCreateBatch)
        {
            await ExecuteTogetherAsync(cancellationToken);
            return;
        }

        foreach (var statement in _statements)
            await ExecuteAsync(statement, cancellationToken);
    }

    public void Dispose() => _maker.Dispose();

    private async Task ExecuteTogetherAsync(CancellationToken cancellationToken)
    {
        await using var batch = _connection.CreateBatch();
        batch.Transaction = _transaction;
        foreach (var statement in _statements)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Texts are made of the model's names; values are parameters.
            command.CommandText = statement.Text;
#pragma warning restore CA2100
            foreach (var parameter in statement.Parameters)
                command.Parameters.Add(parameter);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        for (var i = 0; i < _statements.Count; i++)
            _statements[i].Affected = batch.BatchCommands[i].RecordsAffected;
    }

    private async Task ExecuteAsync(Statement statement, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.Transaction = _transaction;
#pragma warning disable CA2100 // See above.
        command.CommandText = statement.Text;
#pragma warning restore CA2100
        foreach (var parameter in statement.Parameters)
            command.Parameters.Add(parameter);
        statement.Affected = await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
