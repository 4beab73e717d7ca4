using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>Reads a SQLite file as text: the statements that make its tables, and its rows.</summary>
internal sealed class SqliteDump(SqliteConnection connection)
{
    public async Task<string> SchemaAsync()
    {
        var statements = await ReadAsync(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock' ORDER BY type DESC, name",
            reader => reader.GetString(0));
        return string.Join(";\n", statements) + ";\n";
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonObject>>> RowsAsync()
    {
        var tables = await ReadAsync(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock' ORDER BY name",
            reader => reader.GetString(0));
        var rows = new Dictionary<string, IReadOnlyList<JsonObject>>(StringComparer.Ordinal);
        foreach (var table in tables)
            rows[table] = await ReadAsync($"SELECT * FROM \"{table}\" ORDER BY rowid", Row);
        return rows;
    }

    private static JsonObject Row(SqliteDataReader reader)
    {
        var row = new JsonObject();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            row[reader.GetName(i)] = reader.GetValue(i) switch
            {
                long number => JsonValue.Create(number),
                string text => JsonValue.Create(text),
                DBNull => null,
                var other => throw new NotSupportedException($"{reader.GetName(i)} is a {other.GetType().Name}."),
            };
        }

        return row;
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<SqliteDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names come from the file's own catalogue.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await reader.ReadAsync())
            found.Add(read(reader));
        return found;
    }
}
