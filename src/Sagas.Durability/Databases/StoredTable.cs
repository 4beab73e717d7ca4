using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sagas.Durability.Databases;

/// <summary>
/// A table as the EF Core model describes it, written with plain statements: the write path of the durable layer takes few
/// round trips and no change tracking.
/// </summary>
internal sealed class StoredTable
{
    private readonly Dictionary<string, StoredColumn> _byProperty;

    private readonly Lazy<Func<DbDataReader, object>> _materialize;

    private StoredTable(string name, Type entity, IReadOnlyList<StoredColumn> columns, DatabaseDialect dialect)
    {
        Name = name;
        Columns = columns;
        Inserted = [.. columns.Where(column => !column.IsGenerated)];
        NonKeys = [.. columns.Where(column => !column.IsKey)];
        ColumnList = string.Join(", ", Inserted.Select(column => column.Name));
        Statements = new TableStatements(this, dialect);
        _materialize = new Lazy<Func<DbDataReader, object>>(() => RowMaterializer.Compile(entity, columns));
        _byProperty = columns.ToDictionary(column => column.PropertyName, StringComparer.Ordinal);
    }

    /// <summary>The table's name, quoted, with its schema if it has one.</summary>
    public string Name { get; }

    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>The columns for which an INSERT provides values.</summary>
    public IReadOnlyList<StoredColumn> Inserted { get; }

    /// <summary>The columns of the primary key, in its order.</summary>
    public required IReadOnlyList<StoredColumn> Key { get; init; }

    /// <summary>The columns that an update of a whole row sets.</summary>
    public IReadOnlyList<StoredColumn> NonKeys { get; }

    /// <summary>The names of the columns for which an INSERT provides values.</summary>
    public string ColumnList { get; }

    public TableStatements Statements { get; }

    /// <summary>The column of a property.</summary>
    public StoredColumn this[string property] => _byProperty[property];

    /// <summary>An entity's values for the columns of <see cref="Inserted"/>.</summary>
    /// <exception cref="UnstorableValueException">A column cannot hold its value.</exception>
    public object?[] ValuesOf(object entity) => [.. Inserted.Select(column => column.ReadFitting(entity))];

    /// <summary>Creates an entity from a row that has all columns in their order.</summary>
    public object Materialize(DbDataReader row) => _materialize.Value(row);

    public static StoredTable Of<TEntity>(DbContext context) => Of(context, typeof(TEntity));

    public static StoredTable Of(DbContext context, Type entity)
    {
        var type = context.Model.FindEntityType(entity)
            ?? throw new InvalidOperationException($"{entity.Name} is not mapped by {context.GetType().Name}.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.Name} is mapped to no table by {context.GetType().Name}.");
        var sql = context.GetService<ISqlGenerationHelper>();
        var columns = type.GetProperties().ToDictionary(property => property, property => new StoredColumn(property, table, sql));
        return new StoredTable(
            sql.DelimitIdentifier(table.Name, table.Schema), entity, [.. columns.Values],
            DatabaseDialect.For(context.Database.ProviderName))
        {
            Key = [.. type.FindPrimaryKey()?.Properties.Select(property => columns[property]) ?? []],
        };
    }
}
