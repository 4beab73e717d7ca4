using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Sagas.Tests.Crash;

/// <summary>Reads the program's SQLite file with plain SQL, so that the audit shares no code with what it audits.</summary>
internal static class StoredWorldReader
{
    public static async Task<StoredWorld> ReadAsync(string databasePath)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = databasePath,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        await using var connection = new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync();
        // One transaction, so that all tables are read as of the same moment.
        await using var moment = await connection.BeginTransactionAsync();

        var orders = await RowsAsync(connection, "SELECT * FROM Orders");
        var transitions = await RowsAsync(connection, "SELECT * FROM SagaTransitions ORDER BY SagaId, Version");
        var charges = await RowsAsync(connection, "SELECT OrderId, State FROM SimulatedCharges");
        var deadLetters = await RowsAsync(connection, "SELECT Endpoint, Body, Reason FROM DeadLetters");
        var outbox = await RowsAsync(connection, "SELECT OutboxId FROM OutboxMessages");
        return new StoredWorld(
            [.. orders.Select(
                row => new StoredOrder(Id(row["OrderId"]), Text(row["CurrentState"]), Number(row["Version"]), row))],
            [.. transitions.Select(row => new StoredTransition(
                Id(row["SagaId"]), Number(row["Version"]), Text(row["FromState"]), Text(row["ToState"]), Json(row["Changes"])))],
            [.. charges.Select(row => new StoredCharge(Id(row["OrderId"]), Text(row["State"])))],
            [.. deadLetters.Select(
                row => new StoredDeadLetter(Text(row["Endpoint"]), OrderOf(Text(row["Body"])), Text(row["Reason"])))],
            outbox.Count);
    }

    private static async Task<List<Dictionary<string, object?>>> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, column => reader.IsDBNull(column) ? null : reader.GetValue(column), StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>The order that a message's envelope names; null if it names none or cannot be read.</summary>
    private static Guid? OrderOf(string body)
    {
        try
        {
            var envelope = Json(body);
            return envelope.TryGetProperty("message", out var message) && message.TryGetProperty("orderId", out var orderId)
                && orderId.TryGetGuid(out var id) ? id : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Json(object? value) => JsonElement.Parse(Text(value));

    private static Guid Id(object? value) => Guid.Parse(Text(value), CultureInfo.InvariantCulture);

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static string Text(object? value) => (string)value!;
}
