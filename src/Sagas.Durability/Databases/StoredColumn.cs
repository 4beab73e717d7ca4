using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sagas.Durability.Databases;

/// <summary>A column as the EF Core model describes it, to be written without EF's change tracker.</summary>
internal sealed class StoredColumn(IProperty property, StoreObjectIdentifier table, ISqlGenerationHelper sql)
{
    private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

    /// <summary>The column's name, quoted.</summary>
    public string Name { get; } = sql.DelimitIdentifier(property.GetColumnName(table)!);

    /// <summary>The property's CLR name.</summary>
    public string PropertyName { get; } = property.Name;

    public Type ClrType { get; } = property.ClrType;

    /// <summary>Whether the database makes the value of a new row.</summary>
    public bool IsGenerated { get; } = property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long);

    public bool IsKey { get; } = property.IsPrimaryKey();

    /// <summary>The property's value in an entity.</summary>
    public object? Read(object entity) => property.GetGetter().GetClrValue(entity);

    /// <summary>The value as the database holds it, so that two of them can be compared.</summary>
    public object? ToStored(object? value) =>
        value is null || _mapping.Converter is null ? value : _mapping.Converter.ConvertToProvider(value);

    public DbParameter CreateParameter(DbCommand command, string name, object? value) =>
        _mapping.CreateParameter(command, name, value, property.IsNullable);
}
