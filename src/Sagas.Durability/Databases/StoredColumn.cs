using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sagas.Durability.Databases;

/// <summary>A column as the EF Core model describes it, to be written without EF Core's change tracker.</summary>
internal sealed class StoredColumn(IProperty property, StoreObjectIdentifier table, ISqlGenerationHelper sql)
{
    private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

    /// <summary>The column's name, quoted.</summary>
    public string Name { get; } = sql.DelimitIdentifier(property.GetColumnName(table)!);

    /// <summary>The property's CLR name.</summary>
    public string PropertyName { get; } = property.Name;

    public Type ClrType { get; } = property.ClrType;

    /// <summary>Whether the database generates the value of a new row.</summary>
    public bool IsGenerated { get; } = property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long);

    public bool IsKey { get; } = property.IsPrimaryKey();

    /// <summary>The property's value in an entity.</summary>
    public object? Read(object entity) => property.GetGetter().GetClrValue(entity);

    /// <summary>The value as the database holds it, so that two values can be compared.</summary>
    public object? ToStored(object? value) =>
        value is null || _mapping.Converter is null ? value : _mapping.Converter.ConvertToProvider(value);

    /// <summary>An expression that reads the column's value from a row.</summary>
    /// <param name="row">The row, a <see cref="DbDataReader"/>.</param>
    /// <param name="ordinal">The column's index in it.</param>
    public Expression ReadFrom(ParameterExpression row, int ordinal)
    {
        var place = Expression.Constant(ordinal);
        var method = _mapping.GetDataReaderMethod();
        Expression value = Expression.Call(
            method.DeclaringType == typeof(DbDataReader) ? row : Expression.Convert(row, method.DeclaringType!), method, place);
        value = _mapping.CustomizeDataReaderExpression(value);
        if (_mapping.Converter is { ConvertFromProviderExpression: var convert })
            value = ReplacingExpressionVisitor.Replace(
                convert.Parameters[0], As(value, convert.Parameters[0].Type), convert.Body);
        value = As(value, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(
                Expression.Call(row, nameof(DbDataReader.IsDBNull), null, place), Expression.Default(property.ClrType), value)
            : value;
    }

    /// <summary>The member in which the entity keeps the value.</summary>
    public MemberInfo Member => property.GetMemberInfo(forMaterialization: true, forSet: true);

    private static Expression As(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    public DbParameter CreateParameter(DbCommand command, string name, object? value) =>
        _mapping.CreateParameter(command, name, value, property.IsNullable);
}
