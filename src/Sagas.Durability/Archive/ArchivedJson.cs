using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>
/// Rows as the archive holds them: JSON objects with all their properties, in the format that the history uses.
/// </summary>
internal static class ArchivedJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new UtcJsonConverter() },
    };

    public static string Write(StoredTable table, object row) => JsonSerializer.Serialize(Describe(table, row));

    public static string Write(StoredTable table, IEnumerable<object> rows) =>
        JsonSerializer.Serialize(rows.Select(row => Describe(table, row)));

    /// <summary>Writes rows of several types, grouped by type.</summary>
    public static string Write(IEnumerable<(Type Type, StoredTable Table, IEnumerable<object> Rows)> kinds) =>
        JsonSerializer.Serialize(kinds.ToDictionary(
            kind => kind.Type.Name, kind => kind.Rows.Select(row => Describe(kind.Table, row)).ToList(), StringComparer.Ordinal));

    /// <summary>Restores a row. Properties that the type no longer has are left out; new ones keep their defaults.</summary>
    /// <exception cref="JsonException">The JSON is not such an object.</exception>
    public static TRow Read<TRow>(StoredTable table, JsonElement json) where TRow : class
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException($"A {typeof(TRow).Name} must be an object, not {json.ValueKind}.");

        var made = (TRow)Activator.CreateInstance(typeof(TRow), nonPublic: true)!;
        foreach (var column in table.Columns)
        {
            if (json.TryGetProperty(NameOf(column), out var value))
                Set(made, column.Member, value.Deserialize(column.ClrType, Json));
        }

        return made;
    }

    private static Dictionary<string, JsonElement> Describe(StoredTable table, object row) => table.Columns.ToDictionary(
        NameOf, column => JsonSerializer.SerializeToElement(column.Read(row), column.ClrType, Json), StringComparer.Ordinal);

    private static string NameOf(StoredColumn column) => JsonNamingPolicy.CamelCase.ConvertName(column.PropertyName);

    private static void Set(object made, MemberInfo member, object? value)
    {
        if (member is FieldInfo field)
            field.SetValue(made, value);
        else
            ((PropertyInfo)member).SetValue(made, value);
    }
}
