using System.Collections.Concurrent;
using System.Text;

namespace Sagas.Durability.Databases;

/// <summary>
/// The statements for one table. Many rows are written with few statements that have few different texts: the number of rows per
/// statement is one of a handful of sizes.
/// </summary>
internal sealed class TableStatements(StoredTable table, DatabaseDialect dialect)
{
    private const int Grows = 4;
    private const int MostRows = 64;
    private const int MostIds = 256;

    private readonly ConcurrentDictionary<Shape, StatementText> _texts = new();
    private readonly int _mostRows = Math.Clamp(Statement.MostParameters / table.Inserted.Count, 1, MostRows);

    private enum Verb
    {
        Find,
        InsertIfAbsent,
        Insert,
        Update,
        Delete,
        DeleteMany,
        MoveMany,
    }

    /// <summary>Inserts those rows whose keys and other unique values are not taken; or none if any is.</summary>
    /// <param name="rows">Values of <see cref="StoredTable.Inserted"/>, row by row.</param>
    /// <param name="singly">Whether each row has a statement of its own.</param>
    public IEnumerable<Statement> InsertIfAbsent(IReadOnlyList<IReadOnlyList<object?>> rows, bool singly) =>
        Insert(Verb.InsertIfAbsent, rows, singly ? 1 : _mostRows);

    /// <summary>Inserts all rows.</summary>
    public IEnumerable<Statement> Insert(IReadOnlyList<object> rows) =>
        Insert(Verb.Insert, [.. rows.Select(table.ValuesOf)], _mostRows);

    /// <summary>The text that finds one row by a key and returns all columns in their order.</summary>
    public StatementText Find(IReadOnlyList<StoredColumn> key) => _texts.GetOrAdd(
        new Shape(Verb.Find, Conditions: NamesOf(key)),
        _ => new StatementText(
            dialect,
            $"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name} WHERE {Conditions(key, first: 0)}",
            key));

    /// <summary>Updates one row, or none if a condition does not hold.</summary>
    /// <param name="columns">The columns to set.</param>
    /// <param name="values">Their new values.</param>
    /// <param name="conditions">The columns to compare.</param>
    /// <param name="expected">The values that they must have.</param>
    public Statement Update(
        IReadOnlyList<StoredColumn> columns, IEnumerable<object?> values, IReadOnlyList<StoredColumn> conditions,
        IEnumerable<object?> expected)
    {
        var shape = new Shape(Verb.Update, NamesOf(columns), NamesOf(conditions));
        var text = _texts.GetOrAdd(shape, _ => NewUpdate(columns, conditions));
        return new Statement(text, [.. columns.Zip(values, (column, value) => column.Fitting(value)), .. expected]);
    }

    /// <summary>Deletes one row, or none if a condition does not hold.</summary>
    /// <param name="conditions">The columns to compare.</param>
    /// <param name="expected">The values that they must have.</param>
    public Statement Delete(IReadOnlyList<StoredColumn> conditions, IEnumerable<object?> expected)
    {
        var text = _texts.GetOrAdd(new Shape(Verb.Delete, Conditions: NamesOf(conditions)), _ => NewDelete(conditions));
        return new Statement(text, [.. expected]);
    }

    /// <summary>Deletes the rows with these ids, if they exist.</summary>
    /// <param name="property">The property that holds the id.</param>
    /// <param name="ids">The ids.</param>
    public IEnumerable<Statement> Delete(string property, IEnumerable<Guid> ids)
    {
        var column = table[property];
        foreach (var some in Chunks(ids))
        {
            var text = _texts.GetOrAdd(
                new Shape(Verb.DeleteMany, column.Name, Count: some.Count), shape => NewDeleteMany(column, shape.Count));
            yield return new Statement(text, some);
        }
    }

    /// <summary>Moves the rows with these ids, if they exist, into a table that has the same columns and one more.</summary>
    /// <param name="property">The property that holds the id.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="target">The other table.</param>
    /// <param name="added">The additional column.</param>
    /// <param name="value">Its value.</param>
    public IEnumerable<Statement> Move(string property, IEnumerable<Guid> ids, StoredTable target, string added, object value)
    {
        var column = table[property];
        foreach (var some in Chunks(ids))
        {
            var shape = new Shape(Verb.MoveMany, column.Name, target.Name, some.Count);
            var text = _texts.GetOrAdd(shape, shape => NewMoveMany(column, shape.Count, target, target[added]));
            yield return new Statement(text, [.. some, value]);
        }
    }

    // The last chunk is padded with its last id, so that there are fewer texts.
    private static IEnumerable<IReadOnlyList<object?>> Chunks(IEnumerable<Guid> ids) => ids.Order().Chunk(MostIds)
        .Select(some =>
            Enumerable.Range(0, SmallestSize(some.Length)).Select(i => (object?)some[Math.Min(i, some.Length - 1)]).ToList());

    private IEnumerable<Statement> Insert(Verb verb, IReadOnlyList<IReadOnlyList<object?>> rows, int most)
    {
        for (int done = 0, count; done < rows.Count; done += count)
        {
            count = LargestSize(most, rows.Count - done);
            var text = _texts.GetOrAdd(
                new Shape(verb, Count: count), static (shape, table) => table.NewInsert(shape.Verb, shape.Count), this);
            yield return new Statement(text, [.. rows.Skip(done).Take(count).SelectMany(row => row)], count);
        }
    }

    private static int LargestSize(int most, int count)
    {
        var size = 1;
        while (size * Grows <= Math.Min(most, count))
            size *= Grows;
        return size;
    }

    private static int SmallestSize(int count)
    {
        var size = 1;
        while (size < count)
            size *= Grows;
        return size;
    }

    private static string NamesOf(IReadOnlyList<StoredColumn> columns) => columns.Count == 1
        ? columns[0].Name
        : string.Join(',', columns.Select(column => column.Name));

    private StatementText NewInsert(Verb verb, int rows) => new(
        dialect,
        verb == Verb.InsertIfAbsent
            ? dialect.InsertIfAbsent(table, Placeholders(rows))
            : $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES {Placeholders(rows)}",
        [.. Enumerable.Repeat(table.Inserted, rows).SelectMany(row => row)]);

    private StatementText NewUpdate(IReadOnlyList<StoredColumn> columns, IReadOnlyList<StoredColumn> conditions)
    {
        var set = string.Join(", ", columns.Select((column, i) => $"{column.Name} = {Statement.NameOf(i)}"));
        return new(
            dialect, $"UPDATE {table.Name} SET {set} WHERE {Conditions(conditions, columns.Count)}", [.. columns, .. conditions]);
    }

    private StatementText NewDelete(IReadOnlyList<StoredColumn> conditions) =>
        new(dialect, $"DELETE FROM {table.Name} WHERE {Conditions(conditions, first: 0)}", conditions);

    private StatementText NewDeleteMany(StoredColumn column, int count) => new(
        dialect, $"DELETE FROM {table.Name} WHERE {IsAmong(column, count)}", [.. Enumerable.Repeat(column, count)]);

    private StatementText NewMoveMany(StoredColumn column, int count, StoredTable target, StoredColumn added) => new(
        dialect,
        dialect.Move(new RowMove(table, target, added, Statement.NameOf(count), IsAmong(column, count))),
        [.. Enumerable.Repeat(column, count), added]);

    private static string IsAmong(StoredColumn column, int count) =>
        $"{column.Name} IN ({string.Join(", ", Enumerable.Range(0, count).Select(Statement.NameOf))})";

    private static string Conditions(IReadOnlyList<StoredColumn> columns, int first) =>
        string.Join(" AND ", columns.Select((column, i) => $"{column.Name} = {Statement.NameOf(first + i)}"));

    /// <returns><c>(@p0, @p1), (@p2, @p3)</c>.</returns>
    private string Placeholders(int rows)
    {
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            var names = Enumerable.Range(row * table.Inserted.Count, table.Inserted.Count).Select(Statement.NameOf);
            text.Append(row == 0 ? "(" : ", (").AppendJoin(", ", names).Append(')');
        }

        return text.ToString();
    }

    private readonly record struct Shape(Verb Verb, string Columns = "", string Conditions = "", int Count = 1);
}
