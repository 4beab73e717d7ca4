using System.Data.Common;
using System.Globalization;

namespace Sagas.Durability.Databases;

/// <summary>A text for the database with its values, and how many rows it changed.</summary>
internal sealed class Statement(DbCommand client)
{
    private readonly List<DbParameter> _parameters = [];

    public string Text { get; set; } = "";

    public IReadOnlyList<DbParameter> Parameters => _parameters;

    /// <summary>How many rows it inserted, updated or deleted, once it has been executed.</summary>
    public int Affected { get; set; }

    /// <summary>Adds a value of a column and returns its placeholder.</summary>
    public string Append(StoredColumn column, object? value)
    {
        var name = "@p" + _parameters.Count.ToString(CultureInfo.InvariantCulture);
        _parameters.Add(column.CreateParameter(client, name, value));
        return name;
    }
}
