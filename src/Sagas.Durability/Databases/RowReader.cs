using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Databases;

/// <summary>
/// Reads rows by their keys, each by a text of its own, and all in one round trip if the database's client can do that. A single
/// text for all of them would leave it to the database's guess at the table's size whether it looks them up or reads the table.
/// </summary>
internal static class RowReader
{
    /// <summary>Reads those rows that are there.</summary>
    /// <param name="session">The session.</param>
    /// <param name="table">The table.</param>
    /// <param name="key">The key's column.</param>
    /// <param name="values">The keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<object>> ReadAsync(
        DatabaseSession session, StoredTable table, StoredColumn key, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        var text = table.Statements.Find(key);
        var found = new List<object>(values.Count);
        await session.Context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = session.Context.Database.GetDbConnection();
            if (values.Count > 1 && connection.CanCreateBatch)
            {
                await ReadTogetherAsync(connection, table, text, values, found, cancellationToken);
                return found;
            }

            foreach (var value in values)
                await ReadOneAsync(connection, session.Commands, table, new Statement(text, [value]), found, cancellationToken);
            return found;
        }
        finally
        {
            await session.Context.Database.CloseConnectionAsync();
        }
    }

    private static async Task ReadTogetherAsync(
        DbConnection connection, StoredTable table, StatementText text, IReadOnlyList<object> values, List<object> found,
        CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        await using var maker = connection.CreateCommand();
        foreach (var value in values)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Texts are made of the model's names; values are parameters.
            command.CommandText = text.Text;
#pragma warning restore CA2100
            new Statement(text, [value]).AddTo(command.Parameters, maker);
            batch.BatchCommands.Add(command);
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await rows.ReadAsync(cancellationToken))
                found.Add(table.Materialize(rows));
        }
        while (await rows.NextResultAsync(cancellationToken));
    }

    private static async Task ReadOneAsync(
        DbConnection connection, CommandCache? commands, StoredTable table, Statement statement, List<object> found, CancellationToken cancellationToken)
    {
        await using var own = commands is null ? connection.CreateCommand() : null;
        var command = own ?? commands!.For(statement.Text);
#pragma warning disable CA2100 // See above.
        command.CommandText = statement.Text;
#pragma warning restore CA2100
        command.Parameters.Clear();
        statement.AddTo(command.Parameters, command);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(table.Materialize(rows));
    }
}
