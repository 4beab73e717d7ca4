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
    /// <param name="table">The table.</param>
    /// <param name="key">The columns of the key.</param>
    /// <param name="values">The keys.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>For each key its own copy of the row, or null if there is none.</returns>
    public static async Task<object?[]> ReadAsync(
        DatabaseSession session, StoredTable table, IReadOnlyList<StoredColumn> key, IReadOnlyList<IReadOnlyList<object>> values,
        CancellationToken cancellationToken)
    {
        var text = table.Statements.Find(key);
        var found = new object?[values.Count];
        var database = session.Context.Database;
        await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var batch = new StatementBatch(database.GetDbConnection(), transaction: null, session.Commands);
            batch.AddRange(values.Select(value => new Statement(text, value)));
            await batch.ReadAsync((statement, row) => found[statement] = table.Materialize(row), cancellationToken);
            return found;
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }
}
