using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace Sagas.Durability.Databases;

/// <summary>Makes entities of rows by the EF Core model, without EF Core's pipeline for queries.</summary>
internal static class RowMaterializer
{
    /// <summary>Compiles what makes an entity of a row that has these columns in this order.</summary>
    /// <param name="entity">The entity's type, with a constructor that takes nothing.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="InvalidOperationException">There is no such constructor.</exception>
    public static Func<DbDataReader, object> Compile(Type entity, IReadOnlyList<StoredColumn> columns)
    {
        var constructor = entity.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new InvalidOperationException($"{entity.Name} has no constructor without parameters.");
        var row = Expression.Parameter(typeof(DbDataReader), "row");
        var made = Expression.Variable(entity, "made");
        List<Expression> steps = [Expression.Assign(made, Expression.New(constructor))];
        steps.AddRange(columns.Select((column, ordinal) => Set(made, column.Member, column.ReadFrom(row, ordinal))));
        steps.Add(Expression.Convert(made, typeof(object)));
        return Expression.Lambda<Func<DbDataReader, object>>(Expression.Block([made], steps), row).Compile();
    }

    // A field that only a constructor may set is behind a property that is only initialised, or has no setter at all.
    private static Expression Set(Expression made, MemberInfo member, Expression value) => member is FieldInfo { IsInitOnly: true } field
        ? Expression.Call(Expression.Constant(field), nameof(FieldInfo.SetValue), null, made, Expression.Convert(value, typeof(object)))
        : Expression.Assign(Expression.MakeMemberAccess(made, member), value);
}
