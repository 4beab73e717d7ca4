using System.Text.Json;
using System.Text.Json.Serialization;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Durability.History;

/// <summary>A saga's fields at one moment, used to find out later what a message has changed.</summary>
internal sealed class SagaSnapshot
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new UtcJsonConverter() },
    };

    private readonly StoredTable _table;
    private readonly object?[] _stored;

    private SagaSnapshot(StoredTable table, object?[] stored)
    {
        _table = table;
        _stored = stored;
    }

    public static SagaSnapshot Take(StoredTable table, object saga) =>
        new(table, [.. table.Columns.Select(column => column.ToStored(column.Read(saga)))]);

    /// <summary>The saga's state, by the usual name of the property that holds it; null if there is none.</summary>
    public string? State => StatePlace(_table) is var place and >= 0 ? _stored[place]?.ToString() : null;

    /// <summary>The same for a saga as it is now.</summary>
    public static string? StateOf(StoredTable table, object saga) =>
        StatePlace(table) is var place and >= 0
            ? table.Columns[place].ToStored(table.Columns[place].Read(saga))?.ToString()
            : null;

    public bool IsEqualTo(object saga)
    {
        for (var i = 0; i < _stored.Length; i++)
        {
            var column = _table.Columns[i];
            if (!Equals(_stored[i], column.ToStored(column.Read(saga))))
                return false;
        }

        return true;
    }

    /// <summary>The saga's fields that differ from this snapshot, with their current values, as a JSON object.</summary>
    public string ChangesTo(object saga)
    {
        var changes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var i = 0; i < _stored.Length; i++)
        {
            var column = _table.Columns[i];
            var value = column.Read(saga);
            if (IsTold(column) && !Equals(_stored[i], column.ToStored(value)))
                changes[JsonNamingPolicy.CamelCase.ConvertName(column.PropertyName)] =
                    JsonSerializer.SerializeToElement(value, column.ClrType, Json);
        }

        return JsonSerializer.Serialize(changes);
    }

    /// <summary>All fields of a saga that the history tells of, in the format that it uses.</summary>
    public static Dictionary<string, JsonElement> Describe(StoredTable table, object saga) =>
        table.Columns.Where(IsTold).ToDictionary(
            column => JsonNamingPolicy.CamelCase.ConvertName(column.PropertyName),
            column => JsonSerializer.SerializeToElement(column.Read(saga), column.ClrType, Json),
            StringComparer.Ordinal);

    // Since when a saga is in its state follows from the steps themselves; rows from before it was kept were filled from them.
    private static bool IsTold(StoredColumn column) =>
        !column.IsKey && column.PropertyName != nameof(ITimedSaga.StateEnteredAt);

    private static int StatePlace(StoredTable table)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].PropertyName is "CurrentState" or "State")
                return i;
        }

        return -1;
    }
}
