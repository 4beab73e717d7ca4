using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// The rows of a group that decide whether its units are committed. New rows of a table are written together; if one of them
/// already exists, the database does not say which, unless each is written separately.
/// </summary>
/// <param name="batch">Takes the statements.</param>
/// <param name="singly">Whether each new row is written separately.</param>
internal sealed class RowsOfGroup(StatementBatch batch, bool singly)
{
    private readonly List<(Statement Statement, int? Unit, CommitOutcome Otherwise)> _statements = [];

    /// <summary>Adds the rows to the batch, ordered by table and key, new ones first.</summary>
    /// <param name="rows">The rows, with the numbers of their units.</param>
    /// <param name="otherwise">The outcome of a unit whose row cannot be written.</param>
    public void Add(IEnumerable<(int Unit, RowWrite Row)> rows, CommitOutcome otherwise)
    {
        var tables = rows.OrderBy(row => row.Row.Key, StringComparer.Ordinal)
            .GroupBy(row => row.Row.Table).OrderBy(table => table.Key.Name, StringComparer.Ordinal);
        foreach (var table in tables)
        {
            AddNew(table.Key, [.. table.Where(row => row.Row.Values is not null)], otherwise);
            foreach (var (unit, row) in table.Where(row => row.Row.Statement is not null))
                Add(row.Statement!, unit, otherwise);
        }
    }

    /// <summary>Determines, once the batch has been executed, which units could not be written.</summary>
    /// <param name="outcomes">Receives their outcomes.</param>
    /// <returns>Whether this is known.</returns>
    public bool TryTell(CommitOutcome[] outcomes)
    {
        var missing = _statements.FindAll(statement => statement.Statement.Affected != statement.Statement.Expected);
        // If the message was handled before, its saga has moved on as well: duplicate takes precedence over conflict.
        foreach (var (_, unit, otherwise) in missing.OrderByDescending(statement => statement.Otherwise))
        {
            if (unit is null)
                return false;
            outcomes[unit.Value] = otherwise;
        }

        return true;
    }

    private void AddNew(StoredTable table, IReadOnlyList<(int Unit, RowWrite Row)> rows, CommitOutcome otherwise)
    {
        var done = 0;
        foreach (var statement in table.Statements.InsertIfAbsent([.. rows.Select(row => row.Row.Values!)], singly))
        {
            var units = rows.Skip(done).Take(statement.Expected).Select(row => row.Unit).Distinct().ToList();
            Add(statement, units is [var only] ? only : null, otherwise);
            done += statement.Expected;
        }
    }

    private void Add(Statement statement, int? unit, CommitOutcome otherwise) =>
        _statements.Add((batch.Add(statement), unit, otherwise));
}
