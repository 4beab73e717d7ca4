using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace Sagas.Durability.Databases;

/// <summary>Creates entities from rows according to the EF Core model, without EF Core's query pipeline.</summary>
internal static class RowMaterializer
{
    /// <summary>Compiles a function that creates an entity from a row with these columns in this order.</summary>
    /// <param name="entity">The entity's type, which must have a parameterless constructor.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="InvalidOperationException">There is no such constructor.</exception>
    public static Func<DbDataReader, object> Compile(Type entity, IReadOnlyList<StoredColumn> columns)
    {
        var constructor = entity.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new InvalidOperationException($"{entity.Name} has no parameterless constructor.");
        var row = Expression.Parameter(typeof(DbDataReader), "row");
        var made = Expression.Variable(entity, "made");
        List<Expression> steps = [Expression.Assign(made, Expression.New(constructor))];
        steps.AddRange(columns.Select((column, ordinal) => Set(made, column.Member, column.ReadFrom(row, ordinal))));
        steps.Add(Expression.Convert(made, typeof(object)));
        return Expression.Lambda<Func<DbDataReader, object>>(Expression.Block([made], steps), row).Compile();
    }

    // A read-only field is behind a property that has an init accessor or no setter at all.
    private static Expression Set(Expression made, MemberInfo member, Expression value) =>
        member is FieldInfo { IsInitOnly: true } field
            ? Expression.Call(
                Expression.Constant(field), nameof(FieldInfo.SetValue), null, made, Expression.Convert(value, typeof(object)))
            : Expression.Assign(Expression.MakeMemberAccess(made, member), value);
}
