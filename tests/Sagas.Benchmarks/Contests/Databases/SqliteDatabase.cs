using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Hosting.Database;

namespace Sagas.Benchmarks.Contests.Databases;

/// <summary>A file of its own, with the service's tables.</summary>
internal sealed class SqliteDatabase : ContestDatabase
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-contest-");

    public override string ConnectionString =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(_directory.FullName, "sagas.db") }.ToString();

    public override ServiceProvider Open() => new ServiceCollection()
        .AddDbContext<SqliteSagasDbContext>(options => options.UseSqlite(ConnectionString))
        .AddScoped<DbContext>(provider => provider.GetRequiredService<SqliteSagasDbContext>())
        .BuildServiceProvider();

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
        return base.DisposeAsync();
    }
}
