using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;

namespace Sagas.Durability.Databases;

/// <summary>
/// Reads rows as they are stored now, for code that reads one thing and writes another: no context tracks them. Lone rows are
/// read at once; those that are requested in the meantime, of whatever tables, are read together next, in one round trip where
/// the database's client can do that.
/// </summary>
internal sealed class RowReads : IAsyncDisposable
{
    private const int Most = 64;

    private readonly Channel<Wanted> _wanted = Channel.CreateUnbounded<Wanted>(new() { SingleReader = true });
    private readonly DatabaseSessions _sessions;
    private readonly Lazy<Task> _loop;

    public RowReads(DatabaseSessions sessions)
    {
        _sessions = sessions;
        _loop = new Lazy<Task>(StartLoop);
    }

    /// <summary>Reads some rows together.</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>For each key a copy that belongs to the caller, or null if there is no such row.</returns>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    /// <exception cref="DbException">The database could not be reached or refused to answer.</exception>
    public async Task<object?[]> FindAsync(IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        _ = _loop.Value;
        var wanted = new Wanted(keys, Activity.Current);
        if (!_wanted.Writer.TryWrite(wanted))
            throw new ObjectDisposedException(nameof(RowReads), "The service is stopping and reads nothing more.");
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
        for (var count = 0; count < Most && _wanted.Reader.TryRead(out var wanted); count += wanted.Keys.Count)
            some.Add(wanted);
        return some;
    }

    private async Task ReadAsync(List<Wanted> some)
    {
        // The database's work for all of them appears in the trace of the first.
        Activity.Current = some[0].Activity;
        try
        {
            var found = await _sessions.UseAsync(
                session => RowReader.ReadAsync(session, [.. some.SelectMany(wanted => wanted.Keys)], CancellationToken.None),
                CancellationToken.None);
            var next = 0;
            foreach (var wanted in some)
            {
                wanted.Found.TrySetResult(found[next..(next + wanted.Keys.Count)]);
                next += wanted.Keys.Count;
            }
        }
        finally
        {
            Activity.Current = null;
        }
    }

    private sealed record Wanted(IReadOnlyList<RowKey> Keys, Activity? Activity)
    {
        public TaskCompletionSource<object?[]> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
