using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Sagas.Hosting.Database;

/// <summary>
/// EF Core's own table of applied migrations. On PostgreSQL, EF Core finds out whether it exists by reading it, so the first
/// migration would put errors into the logs of both the program and the server.
/// </summary>
internal static class MigrationHistory
{
    /// <summary>Whether the table exists.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>False also if the database itself does not exist.</returns>
    public static async Task<bool> ExistsAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (context is not PostgreSqlSagasDbContext)
            return await context.GetService<IHistoryRepository>().ExistsAsync(cancellationToken);

        return await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken)
            && await context.Database
                .SqlQuery<bool>($"""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value" """)
                .ToListAsync(cancellationToken) is [true];
    }

    /// <summary>Creates PostgreSQL's table unless it exists. For other databases EF Core does so without errors.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that completes when the table exists, or when the database itself does not.</returns>
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
