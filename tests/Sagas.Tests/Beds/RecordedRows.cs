using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Sagas.Hosting.Database;
using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Beds;

/// <summary>
/// Puts the recorded rows of a version into the tables as that version had them on a server: its migrations, and no later
/// ones. They were recorded on SQLite and the in-memory transport, so values and addresses are spelled anew.
/// </summary>
internal sealed class RecordedRows(SagasDbContext context, RecordedVersion version)
{
    private const string Position = "Position";

    private readonly IReadOnlyList<ITable> _tables =
    [
        .. context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables,
    ];

    public async Task RestoreAsync()
    {
        await context.GetService<IMigrator>().MigrateAsync(version.LastMigration);
        await context.Database.OpenConnectionAsync();
        // Later versions have tables that it does not know.
        foreach (var table in _tables.Where(table => version.Rows.ContainsKey(table.Name)))
        {
            foreach (var row in version.Rows[table.Name])
                await InsertAsync(table, row);
        }
    }

    // The database numbers the history itself.
    private async Task InsertAsync(ITable table, JsonObject row)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        var columns = row.Where(column => column.Key != Position).ToList();
#pragma warning disable CA2100 // The names are those of the recorded columns.
        command.CommandText =
            $"INSERT INTO {Quoted(table.Name)} ({string.Join(", ", columns.Select(column => Quoted(column.Key)))}) "
            + $"VALUES ({string.Join(", ", columns.Select(column => $"@{column.Key}"))})";
#pragma warning restore CA2100
        foreach (var (name, value) in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{name}";
            parameter.Value = value is null ? DBNull.Value : Stored(table.FindColumn(name)!, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static object Stored(IColumn column, JsonNode value)
    {
        var mapping = column.StoreTypeMapping;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        var text = value.ToString();
        return type switch
        {
            _ when type == typeof(Guid) => Guid.Parse(text),
            _ when type == typeof(DateTime) => DateTime.Parse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            _ when type == typeof(decimal) => decimal.Parse(text, CultureInfo.InvariantCulture),
            _ when type == typeof(bool) => text == "1",
            _ when type == typeof(int) => int.Parse(text, CultureInfo.InvariantCulture),
            _ when type == typeof(long) => long.Parse(text, CultureInfo.InvariantCulture),
            _ => column.Name == "DestinationAddress" ? AddressOnABroker(text) : text,
        };
    }

    private static string AddressOnABroker(string inMemory) =>
        $"exchange:{new Uri(inMemory).AbsolutePath.TrimStart('/').Replace("urn:message:", "", StringComparison.Ordinal)}";

    private string Quoted(string name) =>
        context.GetService<Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper>().DelimitIdentifier(name);
}
