using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sagas.Durability.Configuration;
using Sagas.Durability.Settings;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Database;

/// <summary>The database, chosen by <c>Sagas:Database</c>. The only file that names the providers.</summary>
internal static class DatabaseSetup
{
    /// <summary>Whether a database server's tables are brought up to date at startup.</summary>
    public const string MigrateKey = "Sagas:MigrateOnStart";

    private const string KindKey = "Sagas:Database";
    private const string ConnectionKey = "ConnectionStrings:Sagas";
    private const string ApplicationName = "Sagas";
    private const int PreparedTexts = 100;

    /// <summary>Adds the service's tables and, on top of them, the durable layer.</summary>
    /// <exception cref="ConfigurationRefusedException">A setting is not valid.</exception>
    public static WebApplicationBuilder AddSagasDatabase(this WebApplicationBuilder builder)
    {
        SettingSection.Add<DatabaseKind>(builder.Services, KindKey);
        SettingSection.Add<bool>(builder.Services, MigrateKey);
        SettingSection.Add<string>(builder.Services, ConnectionKey);
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

        builder.Services.AddSingleton(new StartupFact("Database", GetFile(builder.Configuration) is { } path
            ? $"SQLite file {path}"
            : GetKind(builder.Configuration).ToString()));
        return builder;
    }

    /// <summary>Which database is configured.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The database; SQLite if none is configured.</returns>
    public static DatabaseKind GetKind(IConfiguration configuration) =>
        ConfigurationRefusedException.ReadEnum(configuration, KindKey, DatabaseKind.Sqlite);

    /// <summary>The full path of the SQLite file; null for a database server.</summary>
    public static string? GetFile(IConfiguration configuration) => GetKind(configuration) == DatabaseKind.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(GetConnectionString(configuration)).DataSource)
        : null;

    /// <summary>
    /// Opens the SQLite file anew, so that nothing can change it: what is read comes from the file that lies at its path now.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A connection of its own; dispose of it.</returns>
    public static async Task<DbConnection> OpenAnewAsync(string path, CancellationToken cancellationToken)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (DbException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes a SQLite file with everything that belongs to it.</summary>
    /// <param name="path">The file.</param>
    public static void Remove(string path)
    {
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { path, path + "-wal", path + "-shm", path + "-journal" })
            File.Delete(part);
    }

    /// <summary>The connection string for read-only access: a SQLite file is opened so that nothing can change it.</summary>
    public static string GetConnectionStringForReading(IConfiguration configuration)
    {
        var configured = GetConnectionString(configuration);
        return GetKind(configuration) == DatabaseKind.Sqlite
            ? new SqliteConnectionStringBuilder(configured) { Mode = SqliteOpenMode.ReadOnly }.ToString()
            : configured;
    }

    private static void AddContext<TContext>(this WebApplicationBuilder builder, Action<DbContextOptionsBuilder> use)
        where TContext : SagasDbContext
    {
        // Contexts are expensive to create, and almost every message needs one.
        builder.Services.AddDbContextPool<TContext>(use);
        builder.Services.AddScoped<SagasDbContext>(provider => provider.GetRequiredService<TContext>());
        if (GetFile(builder.Configuration) is { } file)
        {
            builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DatabaseFile>(provider, file));
            builder.Services.AddHostedService(provider => provider.GetRequiredService<DatabaseFile>());
        }

        builder.Services.AddHostedService<DatabaseMigration>();
        builder.Services.AddStrictOptions<DurabilityOptions, DurabilityOptionsValidation>(
            builder.Configuration, DurabilityOptionsValidation.Section);
        builder.Services.AddDurableMessaging<TContext>();
        builder.Services.AddArchiving();
    }

    private static string GetConnectionString(IConfiguration configuration)
    {
        var configured = configuration[ConnectionKey];
        var kind = GetKind(configuration);
        if (kind != DatabaseKind.Sqlite && string.IsNullOrWhiteSpace(configured))
        {
            throw new ConfigurationRefusedException(
                ConnectionKey, null,
                $"a database server needs one; without Sagas:Database the service uses a SQLite file");
        }

        try
        {
            return kind switch
            {
                DatabaseKind.PostgreSql => ForPostgreSql(configured!),
                DatabaseKind.SqlServer => ForSqlServer(configured!),
                _ => ForSqlite(configured),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            var database = kind == DatabaseKind.Sqlite ? "SQLite" : kind.ToString();
            throw new ConfigurationRefusedException(
                $"{ConnectionKey} is not a valid connection string for {database}: {exception.Message}",
                exception);
        }
    }

    private static string ForSqlite(string? configured)
    {
        var sqlite = new SqliteConnectionStringBuilder(configured ?? "Data Source=data/sagas.db");
        if (sqlite.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            var path = sqlite.DataSource["file:".Length..].Split('?')[0];
            path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
            throw new ConfigurationRefusedException(
                ConnectionKey, configured, $"write the path itself, as in Data Source={path}");
        }

        if (sqlite.DataSource.StartsWith('|'))
            throw new ConfigurationRefusedException(ConnectionKey, configured, "write the path itself, without a placeholder");
        return sqlite.DataSource.Length == 0 || sqlite.DataSource == ":memory:" || sqlite.Mode == SqliteOpenMode.Memory
            ? throw new ConfigurationRefusedException(
                ConnectionKey, configured, "SQLite must be a file, or nothing would survive the process")
            : sqlite.ToString();
    }

    private static string ForPostgreSql(string configured)
    {
        var server = new NpgsqlConnectionStringBuilder(configured);
        if (string.IsNullOrWhiteSpace(server.Host))
            throw new ConfigurationRefusedException($"{ConnectionKey} names no server: add Host=….");
        // By default, every new connection would try Kerberos first.
        if (!IsSet(configured, nameof(server.GssEncryptionMode)) && Environment.GetEnvironmentVariable("PGGSSENCMODE") is null)
            server.GssEncryptionMode = GssEncryptionMode.Disable;
        // The service repeats the same few statements all the time; the server need not parse them each time.
        if (!IsSet(configured, nameof(server.MaxAutoPrepare)))
            server.MaxAutoPrepare = PreparedTexts;
        // The service leaves nothing in a session that would have to be reset.
        if (!IsSet(configured, nameof(server.NoResetOnClose)))
            server.NoResetOnClose = true;
        server.ApplicationName ??= ApplicationName;
        return server.ToString();
    }

    private static string ForSqlServer(string configured)
    {
        var server = new SqlConnectionStringBuilder(configured);
        if (string.IsNullOrWhiteSpace(server.DataSource))
            throw new ConfigurationRefusedException($"{ConnectionKey} names no server: add Server=….");
        if (!IsSet(configured, nameof(server.ApplicationName)) && !IsSet(configured, "App"))
            server.ApplicationName = ApplicationName;
        return server.ToString();
    }

    // The clients' connection string builders treat every setting as set, and know each under several names.
    private static bool IsSet(string connectionString, string setting) =>
        new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>()
            .Any(key =>
                string.Equals(key.Replace(" ", "", StringComparison.Ordinal), setting, StringComparison.OrdinalIgnoreCase));
}
