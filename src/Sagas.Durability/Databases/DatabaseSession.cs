using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Sagas.Durability.Databases;

/// <summary>
/// A context that tracks nothing, used for one transaction or query after another. Where the database is a file, its connection
/// stays open, so that statements are not parsed again.
/// </summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    private DatabaseSession(AsyncServiceScope scope, DbContext context, CommandCache? commands)
    {
        _scope = scope;
        Context = context;
        Commands = commands;
    }

    public DbContext Context { get; }

    /// <summary>The connection's commands; null where the connection is returned to its pool after every use.</summary>
    public CommandCache? Commands { get; }

    public static async Task<DatabaseSession> OpenAsync(DurableDatabase database, CancellationToken cancellationToken)
    {
        var scope = database.CreateScope(out var context);
        try
        {
            // A server may end an idle connection, so one is requested only when it is needed.
            if (!database.Dialect.SingleWriter)
                return new DatabaseSession(scope, context, commands: null);

            await context.Database.OpenConnectionAsync(cancellationToken);
            return new DatabaseSession(scope, context, new CommandCache(context.Database.GetDbConnection()));
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Commands?.Dispose();
        return _scope.DisposeAsync();
    }
}
