using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sagas.Hosting.Database;

/// <summary>
/// EF Core's own table of what has been applied. On PostgreSQL EF Core finds out whether it exists by reading it, which
/// puts errors about the first migration into everybody's log.
/// </summary>
public static class MigrationHistory
{
    /// <summary>Whether the table is there.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>False also if the database itself is not there.</returns>
    public static async Task<bool> ExistsAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (context is not PostgreSqlSagasDbContext)
            return await context.GetService<IHistoryRepository>().ExistsAsync(cancellationToken);

        return await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken)
            && await context.Database
                .SqlQuery<bool>($"""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value" """).ToListAsync(cancellationToken) is [true];
    }

    /// <summary>Makes PostgreSQL's table unless it is there. Other databases do so by themselves, without errors.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that ends when the table is there, or the database is not.</returns>
    public static async Task EnsureAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (context is PostgreSqlSagasDbContext
            && await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken)
            && !await ExistsAsync(context, cancellationToken))
        {
            await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        }
    }
}
