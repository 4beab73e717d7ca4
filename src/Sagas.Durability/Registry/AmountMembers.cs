using System.Reflection;
using System.Text.Json;

namespace Sagas.Durability.Registry;

/// <summary>Finds the members of a type that are amounts, because they are decimal numbers.</summary>
internal static class AmountMembers
{
    /// <summary>Their names in camelCase, at any depth.</summary>
    /// <param name="type">The type.</param>
    public static IReadOnlySet<string> Of(Type type)
    {
        var (names, seen, open) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<Type>(), new Queue<Type>([type]));
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next) || !IsOwn(next))
                continue;
            foreach (var property in next.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (Plain(property.PropertyType) == typeof(decimal))
                    names.Add(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
                foreach (var part in PartsOf(property.PropertyType))
                    open.Enqueue(part);
            }
        }

        return names;
    }

    // Types of the platform have no amounts of the saga, and some of them have no end.
    private static bool IsOwn(Type type) =>
        type.Namespace is not { } name || !name.StartsWith("System", StringComparison.Ordinal);

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static Type[] PartsOf(Type type) =>
        type.IsArray ? [type.GetElementType()!] : type.IsGenericType ? type.GetGenericArguments() : [type];
}
