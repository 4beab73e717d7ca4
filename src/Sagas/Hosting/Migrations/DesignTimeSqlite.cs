using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Sagas.Hosting.Database;

namespace Sagas.Hosting.Migrations;

/// <summary>Gives <c>dotnet ef</c> the SQLite tables; it opens no connection to write a migration.</summary>
internal class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteSagasDbContext>
{
    /// <inheritdoc />
    public SqliteSagasDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteSagasDbContext>().UseSqlite("Data Source=design.db").Options);
}
