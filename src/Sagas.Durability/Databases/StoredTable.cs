using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sagas.Durability.Databases;

/// <summary>
/// A table as the EF Core model describes it, written by plain statements: the write path of the durable layer is few
/// round trips and no change tracking.
/// </summary>
internal sealed class StoredTable
{
    private readonly Dictionary<string, StoredColumn> _byProperty;

    private StoredTable(string name, IReadOnlyList<StoredColumn> columns)
    {
        Name = name;
        Columns = columns;
        Inserted = [.. columns.Where(column => !column.IsGenerated)];
        _byProperty = columns.ToDictionary(column => column.PropertyName, StringComparer.Ordinal);
    }

    /// <summary>The table's name, quoted, with its schema if it has one.</summary>
    public string Name { get; }

    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>The columns that a new row names.</summary>
    public IReadOnlyList<StoredColumn> Inserted { get; }

    /// <summary>The column of a property.</summary>
    public StoredColumn this[string property] => _byProperty[property];

    public static StoredTable Of<TEntity>(DbContext context) => Of(context, typeof(TEntity));

    public static StoredTable Of(DbContext context, Type entity)
    {
        var type = context.Model.FindEntityType(entity)
            ?? throw new InvalidOperationException($"{entity.Name} is not mapped by {context.GetType().Name}.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.Name} is mapped to no table by {context.GetType().Name}.");
        var sql = context.GetService<ISqlGenerationHelper>();
        return new StoredTable(
            sql.DelimitIdentifier(table.Name, table.Schema),
            [.. type.GetProperties().Select(property => new StoredColumn(property, table, sql))]);
    }

    public string ColumnList => string.Join(", ", Inserted.Select(column => column.Name));

    /// <summary>Adds the rows' values to the statement and returns <c>(@p0, @p1), (@p2, @p3)</c>.</summary>
    public string AppendValues<TEntity>(Statement statement, IReadOnlyList<TEntity> rows) where TEntity : class
    {
        var values = new StringBuilder();
        foreach (var row in rows)
        {
            values.Append(values.Length == 0 ? "(" : ", (");
            for (var i = 0; i < Inserted.Count; i++)
            {
                var column = Inserted[i];
                if (i > 0)
                    values.Append(", ");
                values.Append(statement.Append(column, column.Read(row)));
            }

            values.Append(')');
        }

        return values.ToString();
    }
}
