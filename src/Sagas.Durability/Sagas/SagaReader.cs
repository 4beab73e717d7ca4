using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;
using Microsoft.EntityFrameworkCore;
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

    private static readonly Func<DbContext, IEnumerable<Guid>, IAsyncEnumerable<TSaga>> Query = EF.CompileAsyncQuery(
        (DbContext context, IEnumerable<Guid> ids) =>
            context.Set<TSaga>().AsNoTracking().Where(saga => ids.Contains(EF.Property<Guid>(saga, nameof(ISaga.CorrelationId)))));

    private readonly Channel<Wanted> _wanted = Channel.CreateUnbounded<Wanted>(new() { SingleReader = true });
    private readonly DurableDatabase _database;
    private readonly Lazy<Task> _loop;

    public SagaReader(DurableDatabase database)
    {
        _database = database;
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
        var isOver = false;
        while (!isOver)
        {
            // The context tracks nothing, and is as good as new after every query that has not failed.
            await using var scope = _database.CreateScope(out var context);
            do
            {
                isOver = !await _wanted.Reader.WaitToReadAsync();
            }
            while (!isOver && await TryReadAsync(context, TakeSome()));
        }
    }

    private List<Wanted> TakeSome()
    {
        var some = new List<Wanted>();
        while (some.Count < Most && _wanted.Reader.TryRead(out var wanted))
            some.Add(wanted);
        return some;
    }

    private static async Task<bool> TryReadAsync(DbContext context, List<Wanted> some)
    {
        try
        {
            // What the database is asked for them shows in the trace of the first.
            Activity.Current = some[0].Activity;
            // Whoever gets a saga changes it: two who want the same get one each, which is rare enough for another query.
            while (some.Count > 0)
            {
                var now = some.DistinctBy(wanted => wanted.Id).ToList();
                await ReadAsync(context, now);
                some = [.. some.Except(now)];
            }

            return true;
        }
        catch (Exception exception)
        {
            some.ForEach(wanted => wanted.Found.TrySetException(exception));
            return false;
        }
        finally
        {
            Activity.Current = null;
        }
    }

    private static async Task ReadAsync(DbContext context, List<Wanted> some)
    {
        var found = new Dictionary<Guid, TSaga>();
        await foreach (var saga in Query(context, some.ConvertAll(wanted => wanted.Id)))
            found.Add(saga.CorrelationId, saga);
        some.ForEach(wanted => wanted.Found.TrySetResult(found.GetValueOrDefault(wanted.Id)));
    }

    private sealed record Wanted(Guid Id, Activity? Activity)
    {
        public TaskCompletionSource<TSaga?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
