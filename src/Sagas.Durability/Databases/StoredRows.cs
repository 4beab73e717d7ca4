using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;

namespace Sagas.Durability.Databases;

/// <summary>A lone row is read at once; those that are requested in the meantime are read together next.</summary>
internal sealed class StoredRows<TEntity> : IStoredRows<TEntity>, IAsyncDisposable where TEntity : class
{
    private const int Most = 64;

    private readonly Channel<Wanted> _wanted = Channel.CreateUnbounded<Wanted>(new() { SingleReader = true });
    private readonly DurableDatabase _database;
    private readonly DatabaseSessions _sessions;
    private readonly Lazy<Task> _loop;

    public StoredRows(DurableDatabase database, DatabaseSessions sessions)
    {
        _database = database;
        _sessions = sessions;
        _loop = new Lazy<Task>(StartLoop);
    }

    public async Task<TEntity?> FindAsync(IReadOnlyList<object> key, CancellationToken cancellationToken)
    {
        _ = _loop.Value;
        var wanted = new Wanted(key, Activity.Current);
        if (!_wanted.Writer.TryWrite(wanted))
            throw new ObjectDisposedException(nameof(StoredRows<>), "The service is stopping and reads nothing more.");
        return await wanted.Found.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        if (_loop.IsValueCreated)
            await _loop.Value;
    }

    // The loop serves everyone; it must not continue in the trace of the first caller.
    private Task StartLoop()
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(ReadWantedAsync);
    }

    private async Task ReadWantedAsync()
    {
        while (await _wanted.Reader.WaitToReadAsync())
            await TryReadAsync(TakeSome());
    }

    private async Task TryReadAsync(List<Wanted> some)
    {
        try
        {
            await ReadAsync(some);
        }
        catch (Exception exception) when (some.Count > 1 && exception is not DbException)
        {
            // If one key cannot be queried or its row cannot be read, that must not affect the others.
            foreach (var wanted in some)
                await TryReadAsync([wanted]);
        }
        catch (Exception exception)
        {
            some.ForEach(wanted => wanted.Found.TrySetException(exception));
        }
    }

    private List<Wanted> TakeSome()
    {
        var some = new List<Wanted>();
        while (some.Count < Most && _wanted.Reader.TryRead(out var wanted))
            some.Add(wanted);
        return some;
    }

    private async Task ReadAsync(List<Wanted> some)
    {
        // The database's work for all of them appears in the trace of the first.
        Activity.Current = some[0].Activity;
        try
        {
            var table = _database.Table(typeof(TEntity));
            var found = await _sessions.UseAsync(
                session => RowReader.ReadAsync(
                    session, table, KeyOf(table), some.ConvertAll(wanted => wanted.Key), CancellationToken.None),
                CancellationToken.None);
            foreach (var (wanted, row) in some.Zip(found))
                wanted.Found.TrySetResult((TEntity?)row);
        }
        finally
        {
            Activity.Current = null;
        }
    }

    // A user may have given a saga another primary key.
    private static IReadOnlyList<StoredColumn> KeyOf(StoredTable table) =>
        typeof(TEntity).IsAssignableTo(typeof(ISaga)) ? [table[nameof(ISaga.CorrelationId)]] : table.Key;

    private sealed record Wanted(IReadOnlyList<object> Key, Activity? Activity)
    {
        public TaskCompletionSource<TEntity?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>
/// Reads rows of a table as they are stored now. Rows requested at the same time are read in one round trip, where the
/// database's client can do that. No context tracks them: they are for code that reads one thing and writes another.
/// </summary>
/// <typeparam name="TEntity">The entity, which the durable layer's context maps.</typeparam>
internal interface IStoredRows<TEntity> where TEntity : class
{
    /// <summary>Reads the row with a key.</summary>
    /// <param name="key">The values of the primary key in its order; for a saga, its correlation id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A copy that belongs to the caller; null if there is no such row.</returns>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    /// <exception cref="System.Data.Common.DbException">The database could not be reached or refused to answer.</exception>
    Task<TEntity?> FindAsync(IReadOnlyList<object> key, CancellationToken cancellationToken);
}
