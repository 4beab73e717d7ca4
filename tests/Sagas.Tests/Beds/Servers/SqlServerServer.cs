using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Durability.Configuration;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;

namespace Sagas.Tests.Beds.Servers;

/// <summary>A SQL Server. It copies databases by backups only, so every database is migrated anew.</summary>
internal sealed class SqlServerServer(string connectionString) : DatabaseServer
{
    public override string Kind => nameof(DatabaseKind.SqlServer);

    public override string ConnectionStringOf(string database) =>
        new SqlConnectionStringBuilder(connectionString) { InitialCatalog = database }.ToString();

    public override async Task CreateAsync(string database, bool withTables)
    {
        await ExecuteAsync($"CREATE DATABASE [{database}]");
        if (!withTables)
            return;

        await using var context = NewServiceContext(database);
        await DatabaseMigration.MigrateAsync(context, null, NullLogger.Instance, CancellationToken.None);
    }

    public override async Task RemoveAsync(string database)
    {
        await using (var connection = new SqlConnection(ConnectionStringOf(database)))
            SqlConnection.ClearPool(connection);
        await ExecuteAsync($"ALTER DATABASE [{database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{database}]");
    }

    public override void Use(DbContextOptionsBuilder options, string database) =>
        options.UseSqlServer(ConnectionStringOf(database));

    public override SagasDbContext NewServiceContext(string database)
    {
        var options = new DbContextOptionsBuilder<SqlServerSagasDbContext>();
        Use(options, database);
        return new SqlServerSagasDbContext(options.Options);
    }

    public override void AddServiceContext(
        IServiceCollection services, Action<DbContextOptionsBuilder> use, Action<DurabilityOptions> configure)
    {
        services.AddDbContext<SqlServerSagasDbContext>(use);
        services.AddDurableMessaging<SqlServerSagasDbContext>(configure);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
