using System.Data;
using System.Text.RegularExpressions;
using Sagas.Durability.Databases;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>An entity as the row that a query would find.</summary>
internal static partial class StoredRow
{
    /// <summary>The columns that the query's text selects, in its order; all columns if it names none.</summary>
    public static DataTable Of(StoredTable table, object entity, string query)
    {
        var select = query.IndexOf("FROM", StringComparison.Ordinal) is > 0 and var end ? query[..end] : "";
        var byName = table.Columns.ToDictionary(column => column.Name[1..^1], StringComparer.Ordinal);
        var selected = SelectedColumns().Matches(select).Select(match => byName[match.Groups["name"].Value]).ToList();
        if (selected.Count == 0)
            selected = [.. table.Columns];

        var row = new DataTable();
        foreach (var column in selected)
            row.Columns.Add(column.Name[1..^1], column.ToStored(column.Read(entity))?.GetType() ?? typeof(string));
        row.Rows.Add([.. selected.Select(column => column.ToStored(column.Read(entity)))]);
        return row;
    }

    [GeneratedRegex(@"\.[\[""](?<name>\w+)[\]""]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SelectedColumns();
}
