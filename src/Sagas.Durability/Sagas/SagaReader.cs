using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Sagas;

/// <summary>
/// Reads sagas by their ids, those together that are asked for at the same time. A lone one is read at once: those that are
/// asked for meanwhile are the next to be read.
/// </summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class SagaReader<TSaga> : IAsyncDisposable where TSaga : class, ISaga
{
    private const int Most = 64;

    private readonly Channel<Wanted> _wanted = Channel.CreateUnbounded<Wanted>(new() { SingleReader = true });
    private readonly DurableDatabase _database;
    private readonly DatabaseSessions _sessions;
    private readonly Lazy<Task> _loop;

    public SagaReader(DurableDatabase database, DatabaseSessions sessions)
    {
        _database = database;
        _sessions = sessions;
        _loop = new Lazy<Task>(StartLoop);
    }

    /// <summary>The saga as it is stored now; null if there is none.</summary>
    public async Task<TSaga?> FindAsync(Guid correlationId, CancellationToken cancellationToken)
    {
        _ = _loop.Value;
        var wanted = new Wanted(correlationId, Activity.Current);
        if (!_wanted.Writer.TryWrite(wanted))
            throw new ObjectDisposedException(nameof(SagaReader<>), "The service is stopping and reads nothing more.");
        return await wanted.Found.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        if (_loop.IsValueCreated)
            await _loop.Value;
    }

    // It serves everybody; it must not run on in the trace of whoever came first.
    private Task StartLoop()
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(ReadWantedAsync);
    }

    private async Task ReadWantedAsync()
    {
        while (await _wanted.Reader.WaitToReadAsync())
        {
            var some = TakeSome();
            try
            {
                await ReadAsync(some);
            }
            catch (Exception exception)
            {
                some.ForEach(wanted => wanted.Found.TrySetException(exception));
            }
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
        // What the database is asked for them shows in the trace of the first.
        Activity.Current = some[0].Activity;
        try
        {
            var table = _database.Table(typeof(TSaga));
            object[] ids = [.. some.Select(wanted => (object)wanted.Id)];
            var found = await _sessions.UseAsync(
                session => RowReader.ReadAsync(session, table, table[nameof(ISaga.CorrelationId)], ids, CancellationToken.None), CancellationToken.None);
            // Whoever gets a saga changes it: two who want the same get one each.
            var sagas = found.Cast<TSaga>().ToLookup(saga => saga.CorrelationId);
            foreach (var same in some.GroupBy(wanted => wanted.Id))
            {
                foreach (var (wanted, saga) in same.Zip(sagas[same.Key].Concat(Enumerable.Repeat<TSaga?>(null, same.Count()))))
                    wanted.Found.TrySetResult(saga);
            }
        }
        finally
        {
            Activity.Current = null;
        }
    }

    private sealed record Wanted(Guid Id, Activity? Activity)
    {
        public TaskCompletionSource<TSaga?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
