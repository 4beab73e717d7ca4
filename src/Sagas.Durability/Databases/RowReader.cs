using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Databases;

/// <summary>
/// Reads rows by their keys, each with a statement of its own, but all in one round trip if the database's client can do that.
/// With a single statement for all of them, the query plan would depend on the estimated size of the table.
/// </summary>
internal static class RowReader
{
    /// <summary>Reads the rows.</summary>
    /// <param name="session">The session.</param>
    /// <param name="keys">The keys of the rows.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>For each key its own copy of the row, or null if there is none.</returns>
    public static async Task<object?[]> ReadAsync(
        DatabaseSession session, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var found = new object?[keys.Count];
        var database = session.Context.Database;
        await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var batch = new StatementBatch(database.GetDbConnection(), transaction: null, session.Commands);
            batch.AddRange(keys.Select(key => new Statement(key.Table.Statements.Find(key.Columns), key.Values)));
            await batch.ReadAsync(
                (statement, row) => found[statement] = keys[statement].Table.Materialize(row), cancellationToken);
            return found;
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }
}
