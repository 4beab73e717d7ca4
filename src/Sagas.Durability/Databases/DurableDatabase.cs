using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Databases;

/// <summary>The database behind the user's DbContext: its dialect, its tables, and contexts to access it.</summary>
#pragma warning disable CA1001 // Work in progress when the service is disposed of still releases the semaphore.
internal sealed class DurableDatabase
#pragma warning restore CA1001
{
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _writeGate = new(1, 1);
    private readonly ConcurrentDictionary<Type, StoredTable> _tables = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly Type _contextType;
    private readonly Lazy<DatabaseDialect> _dialect;

    public DurableDatabase(IServiceScopeFactory scopes, Type contextType)
    {
        _scopes = scopes;
        _contextType = contextType;
        _dialect = new Lazy<DatabaseDialect>(() => Read(context => DatabaseDialect.For(context.Database.ProviderName)));
    }

    public DatabaseDialect Dialect => _dialect.Value;

    public StoredTable Inbox => Table(typeof(InboxMessage));

    public StoredTable Outbox => Table(typeof(OutboxMessage));

    public StoredTable Journal => Table(typeof(JournaledMessage));

    public StoredTable History => Table(typeof(SagaTransition));

    public StoredTable DeadLetters => Table(typeof(DeadLetter));

    /// <summary>The table of an entity or saga type.</summary>
    public StoredTable Table(Type entity) =>
        _tables.GetOrAdd(entity, static (type, database) => database.Read(context => StoredTable.Of(context, type)), this);

    /// <summary>Creates a context in a scope of its own; dispose of the scope.</summary>
    public AsyncServiceScope CreateScope(out DbContext context)
    {
        var scope = _scopes.CreateAsyncScope();
        context = (DbContext)scope.ServiceProvider.GetRequiredService(_contextType);
        return scope;
    }

    /// <summary>Waits until nobody else in this process writes, where the database allows only one writer at a time.</summary>
    /// <returns>The lock; dispose of it when everything has been written.</returns>
    public async ValueTask<WriteLock> TakeWriteLockAsync(CancellationToken cancellationToken)
    {
        if (!Dialect.SingleWriter)
            return default;
        await _writeGate.WaitAsync(cancellationToken);
        return new WriteLock(_writeGate);
    }

    /// <summary>Whether the database answers.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = CreateScope(out var context);
            return await context.Database.CanConnectAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Waits until the database answers.</summary>
    public async Task WaitUntilReachableAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        do
        {
            await Task.Delay(PauseBetweenAttempts, time, cancellationToken);
        }
        while (!await IsReachableAsync(cancellationToken));
    }

    private T Read<T>(Func<DbContext, T> read)
    {
        using var scope = _scopes.CreateScope();
        return read((DbContext)scope.ServiceProvider.GetRequiredService(_contextType));
    }
}

/// <summary>The right to write, until it is disposed of.</summary>
/// <param name="gate">The semaphore to release; null where writers do not exclude each other.</param>
internal readonly struct WriteLock(SemaphoreSlim? gate) : IDisposable
{
    public void Dispose() => gate?.Release();
}
