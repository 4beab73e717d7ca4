using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Sagas.Hosting.Database;

namespace Sagas.Hosting.Migrations;

/// <summary>Gives <c>dotnet ef</c> the SQL Server tables; it opens no connection to write a migration.</summary>
internal class DesignTimeSqlServer : IDesignTimeDbContextFactory<SqlServerSagasDbContext>
{
    /// <inheritdoc />
    public SqlServerSagasDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerSagasDbContext>().UseSqlServer("Server=design").Options);
}
