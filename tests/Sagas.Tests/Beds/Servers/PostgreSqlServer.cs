using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sagas.Durability.Configuration;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;

namespace Sagas.Tests.Beds.Servers;

/// <summary>A PostgreSQL. Databases with the service's tables are copies of one that was migrated once.</summary>
internal sealed class PostgreSqlServer(string connectionString) : DatabaseServer
{
    // Worlds run side by side, and a server has 100 connections unless told otherwise.
    private const int ConnectionsOfAWorld = 30;

    private readonly string _template = $"sagas-test-template-{Guid.NewGuid():N}";

    public override string Kind => nameof(DatabaseKind.PostgreSql);

    public override async Task PrepareAsync()
    {
        await ExecuteAsync($"CREATE DATABASE \"{_template}\"");
        await using (var context = NewServiceContext(_template))
            await DatabaseMigration.MigrateAsync(context, null, NullLogger.Instance, CancellationToken.None);
        // A database that somebody is connected to cannot be copied.
        ClearPool(_template);
    }

    public override string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, MaxPoolSize = ConnectionsOfAWorld }.ToString();

    // The copy goes through the log, which is far cheaper here than the checkpoints that a copy of files takes.
    public override Task CreateAsync(string database, bool withTables) =>
        ExecuteAsync($"CREATE DATABASE \"{database}\" TEMPLATE \"{(withTables ? _template : "template0")}\" STRATEGY wal_log");

    public override async Task RemoveAsync(string database)
    {
        ClearPool(database);
        await ExecuteAsync($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");
    }

    public override void Use(DbContextOptionsBuilder options, string database) => options.UseNpgsql(ConnectionStringOf(database));

    public override SagasDbContext NewServiceContext(string database)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlSagasDbContext>();
        Use(options, database);
        return new PostgreSqlSagasDbContext(options.Options);
    }

    public override void AddServiceContext(
        IServiceCollection services, Action<DbContextOptionsBuilder> use, Action<DurabilityOptions> configure)
    {
        services.AddDbContext<PostgreSqlSagasDbContext>(use);
        services.AddDurableMessaging<PostgreSqlSagasDbContext>(configure);
    }

    public override Task CleanUpAsync() => RemoveAsync(_template);

    private void ClearPool(string database)
    {
        using var connection = new NpgsqlConnection(ConnectionStringOf(database));
        NpgsqlConnection.ClearPool(connection);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
