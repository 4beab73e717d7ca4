using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Configuration;
using Sagas.Durability.Databases;
using Sagas.Durability.Monitoring;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>
/// Commits units of work that are waiting at the same time in one transaction. A unit that meets a duplicate or a
/// conflict is taken back to its savepoint; the others of its group commit. A lone unit is committed at once.
/// </summary>
internal sealed class GroupCommitter : ICommitter, IAsyncDisposable
{
    private const string Savepoint = "unit";

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Task> _loops;
    private readonly DurableDatabase _database;
    private readonly UnitOfWorkWriter _writer;
    private readonly ICommitListener[] _listeners;
    private readonly DurabilityOptions _options;
    private readonly ILogger<GroupCommitter> _logger;

    public GroupCommitter(
        DurableDatabase database,
        UnitOfWorkWriter writer,
        IEnumerable<ICommitListener> listeners,
        IOptions<DurabilityOptions> options,
        ILogger<GroupCommitter> logger)
    {
        _database = database;
        _writer = writer;
        _listeners = [.. listeners];
        _options = options.Value;
        _logger = logger;
        _loops = new Lazy<Task>(StartLoops);
    }

    private sealed record Waiting(UnitOfWork Unit, TaskCompletionSource<CommitOutcome> Outcome, Activity? Activity);

    public async Task<CommitOutcome> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        _ = _loops.Value;
        using var activity = DurabilityTracing.StartCommit();
        var outcome = new TaskCompletionSource<CommitOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.Writer.TryWrite(new Waiting(unit, outcome, activity)))
            throw new ObjectDisposedException(nameof(GroupCommitter), "The service is stopping and commits nothing more.");
        return await outcome.Task.WaitAsync(cancellationToken);
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
        // The loops serve everybody; they must not run on in the trace of whoever came first.
        using (ExecutionContext.SuppressFlow())
            return Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(CommitWaitingAsync)).ToList());
    }

    private async Task CommitWaitingAsync()
    {
        // Where writers do not exclude each other, a group only makes its units wait for each other's locks.
        var limit = _database.Dialect.SingleWriter ? _options.CommitGroupSize : 1;
        var group = new List<Waiting>(limit);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            while (group.Count < limit && _waiting.Reader.TryRead(out var waiting))
                group.Add(waiting);
            if (group.Count > 0)
                await CommitGroupAsync(group);
        }
    }

    private async Task CommitGroupAsync(List<Waiting> group)
    {
        var outcomes = new (CommitOutcome Outcome, Exception? Failure)[group.Count];
        if (_database.Dialect.SingleWriter)
            await _database.WriteGate.WaitAsync(_stopping.Token);
        // What the database is asked for a group shows in the trace of its first traced unit.
        Activity.Current = group.Find(waiting => waiting.Activity is not null)?.Activity;
        var begin = Stopwatch.GetTimestamp();
        try
        {
            await WriteGroupAsync(group, outcomes, _stopping.Token);
        }
        catch (Exception exception)
        {
            _logger.LogWarning(exception, "A group of {Count} units of work was not committed", group.Count);
            Array.Fill(outcomes, (CommitOutcome.Conflict, exception));
        }
        finally
        {
            if (_database.Dialect.SingleWriter)
                _database.WriteGate.Release();
        }

        DurabilityMetrics.CommitDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        DurabilityMetrics.CommitGroupSize.Record(group.Count);
        for (var i = 0; i < group.Count; i++)
        {
            Describe(group[i].Activity, group.Count, outcomes[i].Outcome, outcomes[i].Failure);
            Finish(group[i], outcomes[i].Outcome, outcomes[i].Failure);
        }
    }

    private static void Describe(Activity? activity, int groupSize, CommitOutcome outcome, Exception? failure)
    {
        activity?.SetTag(DurabilityTracing.GroupSizeTag, groupSize);
        if (failure is null)
            activity?.SetOutcome(outcome);
        else
            activity?.Fail(failure);
    }

    private void Finish(Waiting waiting, CommitOutcome outcome, Exception? failure)
    {
        if (failure is not null)
        {
            waiting.Outcome.TrySetException(failure);
            return;
        }

        if (outcome == CommitOutcome.Committed)
            Array.ForEach(_listeners, listener => Tell(listener, waiting.Unit));
        waiting.Outcome.TrySetResult(outcome);
    }

    // The unit is stored whatever a listener makes of it, and the units behind it must not wait for ever.
    private void Tell(ICommitListener listener, UnitOfWork unit)
    {
        try
        {
            listener.Committed(unit);
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "{Listener} failed on a committed unit of work", listener.GetType().Name);
        }
    }

    private async Task WriteGroupAsync(
        List<Waiting> group, (CommitOutcome Outcome, Exception? Failure)[] outcomes, CancellationToken cancellationToken)
    {
        await using var scope = _database.CreateScope(out var context);
        await using var begun = await context.Database.BeginTransactionAsync(cancellationToken);
        var transaction = begun.GetDbTransaction();
        var written = 0;
        for (var i = 0; i < group.Count; i++)
        {
            if (group.Count > 1)
                await transaction.SaveAsync(Savepoint, cancellationToken);
            try
            {
                outcomes[i] = (await _writer.WriteAsync(group[i].Unit, transaction, cancellationToken), null);
            }
            catch (Exception exception)
            {
                outcomes[i] = (CommitOutcome.Conflict, exception);
            }

            if (outcomes[i] is { Outcome: CommitOutcome.Committed, Failure: null })
                written++;
            else if (group.Count > 1)
                await transaction.RollbackAsync(Savepoint, cancellationToken);
        }

        if (written > 0)
            await transaction.CommitAsync(cancellationToken);
        else
            await transaction.RollbackAsync(cancellationToken);
    }
}
