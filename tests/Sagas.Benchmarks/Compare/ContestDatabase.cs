using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sagas.Hosting;

namespace Sagas.Benchmarks.Compare;

/// <summary>A database for one contestant, with the service's tables.</summary>
internal static class ContestDatabase
{
    /// <summary>Makes a database beside the one that is given.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateAsync(string server, string name, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(server);
#pragma warning disable CA2100 // The names are constants.
        await using var command = database.CreateCommand($"CREATE DATABASE \"{name}\"");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
        await using var services = Open(connectionString);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.MigrateAsync(cancellationToken);
        return connectionString;
    }

    /// <summary>Access to its tables.</summary>
    public static ServiceProvider Open(string connectionString) => new ServiceCollection()
        .AddDbContext<PostgreSqlSagasDbContext>(options => options.UseNpgsql(connectionString))
        .AddScoped<DbContext>(provider => provider.GetRequiredService<PostgreSqlSagasDbContext>())
        .BuildServiceProvider();
}
