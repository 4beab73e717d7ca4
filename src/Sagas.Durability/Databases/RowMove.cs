namespace Sagas.Durability.Databases;

/// <summary>Moves rows from one table into another, which has the same columns and one more.</summary>
/// <param name="From">The table from which they are removed.</param>
/// <param name="To">The table into which they are inserted.</param>
/// <param name="Added">The column that only the target has.</param>
/// <param name="Value">The placeholder of its value.</param>
/// <param name="Condition">Which rows to move.</param>
internal sealed record RowMove(StoredTable From, StoredTable To, StoredColumn Added, string Value, string Condition)
{
    private readonly IReadOnlyList<StoredColumn> _shared = [.. To.Inserted.Where(column => column != Added)];

    /// <summary>The target table with its columns.</summary>
    public string Target => $"{To.Name} ({string.Join(", ", _shared.Append(Added).Select(column => column.Name))})";

    /// <summary>The columns of the source that fill those of the target, in the same order, without the added one.</summary>
    /// <param name="prefix">What to put before each of them.</param>
    public string Taken(string prefix = "") =>
        string.Join(", ", _shared.Select(column => prefix + From[column.PropertyName].Name));
}
