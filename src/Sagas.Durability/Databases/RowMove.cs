namespace Sagas.Durability.Databases;

/// <summary>Rows that go from one table into another, whose columns it has, and one that it has not.</summary>
/// <param name="From">The table that they leave.</param>
/// <param name="To">The table that they go into.</param>
/// <param name="Added">The column that only the other has.</param>
/// <param name="Value">The placeholder of its value.</param>
/// <param name="Condition">Which rows.</param>
internal sealed record RowMove(StoredTable From, StoredTable To, StoredColumn Added, string Value, string Condition)
{
    private readonly IReadOnlyList<StoredColumn> _shared = [.. To.Inserted.Where(column => column != Added)];

    /// <summary>The table that they go into, with its columns.</summary>
    public string Target => $"{To.Name} ({string.Join(", ", _shared.Append(Added).Select(column => column.Name))})";

    /// <summary>The columns of the other that are filled from them, in the same order; the last one is not among them.</summary>
    /// <param name="prefix">What stands before each.</param>
    public string Taken(string prefix = "") => string.Join(", ", _shared.Select(column => prefix + From[column.PropertyName].Name));
}
