using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sagas.Hosting.Database;

namespace Sagas.Benchmarks.Contests.Databases;

/// <summary>A database of its own on the configured server, with the service's tables.</summary>
internal sealed class PostgreSqlDatabase(string server, string name) : ContestDatabase
{
    public override string ConnectionString { get; } = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();

    public override async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(server);
#pragma warning disable CA2100 // The names are constants.
        await using var command = database.CreateCommand($"CREATE DATABASE \"{name}\"");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
        await base.CreateAsync(cancellationToken);
    }

    public override ServiceProvider Open() => new ServiceCollection()
        .AddDbContext<PostgreSqlSagasDbContext>(options => options.UseNpgsql(ConnectionString))
        .AddScoped<DbContext>(provider => provider.GetRequiredService<PostgreSqlSagasDbContext>())
        .BuildServiceProvider();
}
