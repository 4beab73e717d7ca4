using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Configuration;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;
using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Beds;

/// <summary>A SQLite file in a directory of its own, and the in-memory transport.</summary>
internal sealed class EmbeddedBed : TestBed
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-bed-");

    public override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings:Sagas"] = ConnectionString };

    public override bool DatabaseIsQueueOfRecord => true;

    private string ConnectionString => $"Data Source={Path.Combine(_directory.FullName, "sagas.db")}";

    public override void UseDatabase(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public override SagasDbContext NewServiceContext()
    {
        var options = new DbContextOptionsBuilder<SqliteSagasDbContext>();
        UseDatabase(options);
        return new SqliteSagasDbContext(options.Options);
    }

    public override void AddServiceDatabase(IServiceCollection services, Action<DurabilityOptions> configure)
    {
        services.AddDbContext<SqliteSagasDbContext>(UseDatabase);
        services.AddDurableMessaging<SqliteSagasDbContext>(configure);
    }

    public override void UseTransport(IBusRegistrationConfigurator bus) =>
        bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));

    /// <summary>Makes the file of another version, by its own statements.</summary>
    public async Task RestoreAsync(RecordedVersion version)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // They were read from such a file.
        command.CommandText = version.Schema;
        await command.ExecuteNonQueryAsync();
        foreach (var (table, rows) in version.Rows)
        {
            foreach (var row in rows)
            {
                command.Parameters.Clear();
                command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", row.Select(column => $"\"{column.Key}\""))}) "
                    + $"VALUES ({string.Join(", ", row.Select(column => $"@{column.Key}"))})";
                foreach (var (name, value) in row)
                    command.Parameters.AddWithValue($"@{name}", Stored(value));
                await command.ExecuteNonQueryAsync();
            }
        }
#pragma warning restore CA2100
    }

    private static object Stored(JsonNode? value) => value?.GetValueKind() switch
    {
        null => DBNull.Value,
        JsonValueKind.Number => value.GetValue<long>(),
        _ => value.GetValue<string>(),
    };

    protected override async ValueTask RemoveAsync()
    {
        await using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        _directory.Delete(recursive: true);
    }
}
