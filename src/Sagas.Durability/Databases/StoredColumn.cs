using System.Data.Common;
using System.Globalization;
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
    private const int MostDecimals = 28;

    private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();
    private readonly string _place = $"{table.Name}.{property.GetColumnName(table)}";
    private readonly int? _length = property.ClrType == typeof(string) ? property.GetMaxLength() : null;

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

    /// <summary>The property's value in an entity that is about to be written.</summary>
    /// <exception cref="UnstorableValueException">The column cannot hold it as it is.</exception>
    public object? ReadFitting(object entity) => Fitting(Read(entity));

    /// <summary>A value that is about to be written, if the column can hold it as it is.</summary>
    /// <exception cref="UnstorableValueException">It cannot.</exception>
    public object? Fitting(object? value) => value switch
    {
        string text when text.Length > _length => throw new UnstorableValueException(string.Create(
            CultureInfo.InvariantCulture, $"{_place} holds at most {_length} characters, but the value has {text.Length}.")),
        string text when text.Contains('\0', StringComparison.Ordinal) => throw new UnstorableValueException(
            $"{_place} cannot hold the character NUL."),
        decimal number when !Fits(number) => throw new UnstorableValueException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_place} holds at most {Precision} digits, {Scale} of them decimals, but the value is {number}.")),
        _ => value,
    };

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

    private int? Precision => property.GetPrecision() ?? _mapping.Precision;

    private int? Scale => property.GetScale() ?? _mapping.Scale;

    private bool Fits(decimal number) =>
        (Scale is not { } scale || scale > MostDecimals || decimal.Round(number, scale) == number)
        && (Precision is not { } precision || precision - (Scale ?? 0) > MostDecimals
            || Math.Abs(number) < PowerOfTen(precision - (Scale ?? 0)));

    private static decimal PowerOfTen(int exponent) =>
        Enumerable.Repeat(10m, exponent).Aggregate(1m, (power, ten) => power * ten);

    private static Expression As(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    public DbParameter CreateParameter(DbCommand command, string name, object? value) =>
        _mapping.CreateParameter(command, name, value, property.IsNullable);
}
