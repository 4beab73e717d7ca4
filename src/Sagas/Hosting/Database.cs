using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Configuration;

namespace Sagas.Hosting;

/// <summary>The database, chosen by <c>Sagas:Database</c>. The only file that names the providers.</summary>
public static class Database
{
    private const string ConnectionName = "Sagas";

    /// <summary>Adds the service's tables and the durable layer on them.</summary>
    /// <param name="builder">The program.</param>
    /// <returns>The same program.</returns>
    /// <exception cref="ConfigurationRefusedException">A setting is wrong.</exception>
    public static WebApplicationBuilder AddSagasDatabase(this WebApplicationBuilder builder)
    {
        var connectionString = GetConnectionString(builder.Configuration);
        switch (GetKind(builder.Configuration))
        {
            case DatabaseKind.Sqlite:
                builder.AddContext<SqliteSagasDbContext>(options => options.UseSqlite(connectionString));
                break;
            case DatabaseKind.PostgreSql:
                builder.AddContext<PostgreSqlSagasDbContext>(options => options.UseNpgsql(connectionString));
                break;
            case DatabaseKind.SqlServer:
                builder.AddContext<SqlServerSagasDbContext>(options => options.UseSqlServer(connectionString));
                break;
        }

        builder.Services.AddSingleton(new StartupFact("Database", GetFile(builder.Configuration) is { } file
            ? $"SQLite file {file}"
            : GetKind(builder.Configuration).ToString()));
        return builder;
    }

    /// <summary>Which database is configured.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The database; SQLite if none is named.</returns>
    public static DatabaseKind GetKind(IConfiguration configuration) =>
        ConfigurationRefusedException.ReadEnum(configuration, "Sagas:Database", DatabaseKind.Sqlite);

    /// <summary>The full path of the SQLite file; null for a database server.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The path.</returns>
    public static string? GetFile(IConfiguration configuration) => GetKind(configuration) == DatabaseKind.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(GetConnectionString(configuration)).DataSource)
        : null;

    private static void AddContext<TContext>(this WebApplicationBuilder builder, Action<DbContextOptionsBuilder> use)
        where TContext : SagasDbContext
    {
        builder.Services.AddDbContext<TContext>(use);
        builder.Services.AddScoped<SagasDbContext>(provider => provider.GetRequiredService<TContext>());
        builder.Services.AddHostedService<DatabaseMigration>();
        builder.Services.AddStrictOptions<DurabilityOptions, DurabilityOptionsValidation>(
            builder.Configuration, DurabilityOptionsValidation.Section);
        builder.Services.AddDurableMessaging<TContext>();
    }

    private static string GetConnectionString(IConfiguration configuration)
    {
        var configured = configuration.GetConnectionString(ConnectionName);
        if (GetKind(configuration) != DatabaseKind.Sqlite)
        {
            return string.IsNullOrWhiteSpace(configured)
                ? throw new ConfigurationRefusedException(
                    $"ConnectionStrings:{ConnectionName}", null, $"a database server needs one; without Sagas:Database the service uses a SQLite file")
                : configured;
        }

        try
        {
            var sqlite = new SqliteConnectionStringBuilder(configured ?? "Data Source=data/sagas.db");
            if (sqlite.DataSource.Length == 0 || sqlite.DataSource == ":memory:" || sqlite.Mode == SqliteOpenMode.Memory)
            {
                throw new ConfigurationRefusedException(
                    $"ConnectionStrings:{ConnectionName}", configured, "SQLite must be a file, or nothing would survive the process");
            }

            return sqlite.ToString();
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationRefusedException($"ConnectionStrings:{ConnectionName} is no connection string of SQLite: {exception.Message}", exception);
        }
    }
}
