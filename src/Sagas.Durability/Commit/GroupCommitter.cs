using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// Commits units of work that are waiting at the same time in one transaction. A lone unit is committed at once: those
/// that arrive in the meantime form the next group.
/// </summary>
internal sealed class GroupCommitter : ICommitter, IAsyncDisposable
{
    private readonly Channel<WaitingUnit> _waiting = Channel.CreateUnbounded<WaitingUnit>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Task> _loops;
    private readonly DurableDatabase _database;
    private readonly GroupTransaction _transaction;
    private readonly ICommitListener[] _listeners;
    private readonly DurabilityOptions _options;
    private readonly ILogger<GroupCommitter> _logger;
    private int _unfinished;

    public GroupCommitter(
        DurableDatabase database,
        GroupTransaction transaction,
        IEnumerable<ICommitListener> listeners,
        IOptions<DurabilityOptions> options,
        ILogger<GroupCommitter> logger)
    {
        _database = database;
        _transaction = transaction;
        _listeners = [.. listeners];
        _options = options.Value;
        _logger = logger;
        _loops = new Lazy<Task>(StartLoops);
    }

    /// <summary>How many units are waiting for their commit or being committed.</summary>
    public int Unfinished => Volatile.Read(ref _unfinished);

    /// <summary>How many of them are not being committed yet.</summary>
    public int Waiting => _waiting.Reader.Count;

    public async Task<CommitOutcome> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        _ = _loops.Value;
        using var activity = DurabilityTracing.StartCommit();
        var waiting = new WaitingUnit(unit, activity);
        if (!_waiting.Writer.TryWrite(waiting))
            throw new ObjectDisposedException(nameof(GroupCommitter), "The service is stopping and commits nothing more.");
        Interlocked.Increment(ref _unfinished);
        try
        {
            return await waiting.Finished.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !waiting.TryWithdraw())
        {
            // It is already being committed, which cannot be undone, using contexts that are disposed together with the caller.
            return await waiting.Finished;
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loops.IsValueCreated)
            await _loops.Value;
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }

    private Task StartLoops()
    {
        var count = _database.Dialect.SingleWriter ? 1 : _options.CommitConcurrency;
        // The loops serve everyone; they must not continue in the trace of the first caller.
        using (ExecutionContext.SuppressFlow())
            return Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(CommitWaitingAsync)).ToList());
    }

    private async Task CommitWaitingAsync()
    {
        var waiting = new WaitingUnits(_waiting.Reader, _options.CommitGroupSize);
        while (await waiting.WaitAsync())
        {
            var group = waiting.Take();
            if (group.Count == 0)
                continue;

            await CommitGroupAsync(group);
            group.ForEach(Finish);
        }
    }

    private async Task CommitGroupAsync(List<WaitingUnit> group)
    {
        using var turn = await _database.TakeWriteLockAsync(_stopping.Token);
        // The database's work for a group appears in the trace of its first traced unit.
        Activity.Current = group.Find(waiting => waiting.Activity is not null)?.Activity;
        await _transaction.CommitAsync(group, _stopping.Token);
    }

    private void Finish(WaitingUnit waiting)
    {
        waiting.Activity?.SetTag(DurabilityTracing.GroupSizeTag, waiting.GroupSize);
        if (waiting.Failure is { } failure)
        {
            waiting.Activity?.Fail(failure);
        }
        else
        {
            waiting.Activity?.SetOutcome(waiting.Outcome);
            if (waiting.Outcome == CommitOutcome.Committed)
                TellAll(waiting.Unit);
        }

        waiting.Finish();
    }

    // The unit is stored whatever a listener or a context then does, and the units behind it must not wait forever.
    private void TellAll(UnitOfWork unit)
    {
        foreach (var context in unit.Tracking.Concat(unit.Participants))
            Try(context, () => context.ChangeTracker.AcceptAllChanges());
        Array.ForEach(_listeners, listener => Try(listener, () => listener.Committed(unit)));
    }

    private void Try(object who, Action hear)
    {
        try
        {
            hear();
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "{Listener} failed on a committed unit of work", who.GetType().Name);
        }
    }
}
