using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Databases;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>
/// A context for one transaction after the other. Where the database is a file its connection stays open, and what was said on
/// it once is not read again.
/// </summary>
internal sealed class WriterSession : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    private WriterSession(AsyncServiceScope scope, DbContext context, CommandCache? commands)
    {
        _scope = scope;
        Context = context;
        Commands = commands;
    }

    public DbContext Context { get; }

    /// <summary>The connection's commands; null where it belongs to a session for a transaction only.</summary>
    public CommandCache? Commands { get; }

    public static async Task<WriterSession> OpenAsync(DurableDatabase database, CancellationToken cancellationToken)
    {
        var scope = database.CreateScope(out var context);
        try
        {
            // A server may end a connection that is idle, so that one is asked for when it is needed.
            if (!database.Dialect.SingleWriter)
                return new WriterSession(scope, context, commands: null);

            await context.Database.OpenConnectionAsync(cancellationToken);
            return new WriterSession(scope, context, new CommandCache(context.Database.GetDbConnection()));
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
