using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Sagas.Hosting.Database;

namespace Sagas.Hosting.Migrations;

/// <summary>Gives <c>dotnet ef</c> the PostgreSQL tables; it opens no connection to write a migration.</summary>
internal class DesignTimePostgreSql : IDesignTimeDbContextFactory<PostgreSqlSagasDbContext>
{
    /// <inheritdoc />
    public PostgreSqlSagasDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlSagasDbContext>().UseNpgsql("Host=design").Options);
}
