using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Database;

/// <summary>
/// Brings the tables up to date before anything else starts: always for SQLite, and on a database server only if
/// <c>Sagas:MigrateOnStart</c> is set, because there an operator decides when. Concurrent starts wait for each other.
/// </summary>
internal sealed class DatabaseMigration(
    IServiceScopeFactory scopes, IConfiguration configuration, ILogger<DatabaseMigration> logger)
    : IHostedService
{
    /// <inheritdoc />
    /// <exception cref="ConfigurationRefusedException">
    /// The tables are older than the program and may not be migrated, or they are newer, or the database cannot be used.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SagasDbContext>();
        var file = PrepareFile(configuration);

        var pending = await LookAsync(context, file, logger, cancellationToken);
        if (pending.Count == 0)
            return;

        if (file is null && !configuration.GetValue(DatabaseSetup.MigrateKey, false))
        {
            throw new ConfigurationRefusedException(
                $"The database is missing {pending.Count} migrations ({string.Join(", ", pending)}). Run the program once with --migrate, or set Sagas:MigrateOnStart to true.");
        }

        await BringUpToDateAsync(context, file, logger, cancellationToken);
        logger.LogInformation("The database has been brought up to date with {Count} migrations", pending.Count);
    }

    /// <summary>Applies the missing migrations, whatever the settings say.</summary>
    /// <exception cref="ConfigurationRefusedException">The tables are newer than the program, or the database cannot be
    /// used.</exception>
    public static async Task<int> ApplyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SagasDbContext>();
        var file = PrepareFile(services.GetRequiredService<IConfiguration>());
        var logger = services.GetRequiredService<ILogger<DatabaseMigration>>();
        var pending = await LookAsync(context, file, logger, cancellationToken);
        if (pending.Count == 0)
            return 0;
        if (file is not null && FileHold.HolderOf(file) is { } holder)
        {
            throw new StartFailedException(
                $"The database is missing {pending.Count} migrations, and {holder} is serving from it. Stop that one first.");
        }

        await BringUpToDateAsync(context, file, logger, cancellationToken);
        return pending.Count;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Applies the missing migrations.</summary>
    /// <param name="context">The tables.</param>
    /// <param name="file">The SQLite file; null for a database server.</param>
    /// <param name="logger">Receives a message about a long wait.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that completes after the migration.</returns>
    public static async Task MigrateAsync(DbContext context, string? file, ILogger logger, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await MigrationHistory.EnsureAsync(context, cancellationToken);
            await MigrateServerAsync(context, cancellationToken);
            return;
        }

        // EF Core locks a SQLite database with a row that a killed process leaves behind forever. The operating system releases a
        // killed process's file lock, so whoever holds the file lock may remove the row.
        await using var exclusive = await MigrationLock.TakeAsync(file + ".migration", logger, cancellationToken);
        var isNew = !File.Exists(file);
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        catch (DbException) when (isNew)
        {
            // Half a database that nobody has used would only be in the way, and keep a full disk full.
            await context.Database.CloseConnectionAsync();
            DatabaseSetup.Remove(file);
            throw;
        }
    }

    private static async Task BringUpToDateAsync(
        DbContext context, string? file, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(context, file, logger, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException($"The database cannot be brought up to date: {exception.Message}", exception);
        }
    }

    // EF Core's lock on PostgreSQL ends with the transaction of each migration, so two programs may try to apply the same
    // migration. The later of them fails, and then finds it done.
    private static async Task MigrateServerAsync(DbContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var missing = await FindMissingAsync(context, cancellationToken);
            try
            {
                await context.Database.MigrateAsync(cancellationToken);
                return;
            }
            catch (DbException)
            {
                if ((await FindMissingAsync(context, cancellationToken)).Count >= missing.Count)
                    throw;
            }
        }
    }

    private static async Task<IReadOnlyList<string>> LookAsync(
        DbContext context, string? file, ILogger logger, CancellationToken cancellationToken)
    {
        if (file is null)
            await DatabaseWait.AwaitAsync(context, logger, cancellationToken);
        try
        {
            return await FindMissingAsync(context, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new ConfigurationRefusedException(
                $"The database of ConnectionStrings:Sagas cannot be used: {exception.Message}", exception);
        }
    }

    private static string? PrepareFile(IConfiguration configuration)
    {
        var file = DatabaseSetup.GetFile(configuration);
        if (file is not null)
            DatabaseFile.Prepare(file);
        return file;
    }

    /// <summary>Finds the migrations that the database is missing.</summary>
    /// <exception cref="ConfigurationRefusedException">The tables are newer than the program.</exception>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(DbContext context, CancellationToken cancellationToken)
    {
        var applied = await MigrationHistory.ExistsAsync(context, cancellationToken)
            ? (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList()
            : [];
        var known = context.Database.GetMigrations().ToList();
        // An older program would leave empty or misread whatever a newer one has added, without an error.
        if (applied.Except(known, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } unknown)
        {
            throw new ConfigurationRefusedException(
                $"The database belongs to a newer version of the program: it has migrations that this one does not know ({string.Join(", ", unknown)}). Run that version, or restore the database as it was before.");
        }

        return [.. known.Except(applied, StringComparer.OrdinalIgnoreCase)];
    }
}
