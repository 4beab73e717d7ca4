using System.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>A unit of work that waits for its commit, and the outcome.</summary>
/// <param name="unit">The unit.</param>
/// <param name="activity">Its place in a trace.</param>
internal sealed class WaitingUnit(UnitOfWork unit, Activity? activity)
{
    private const int Waits = 0;
    private const int IsTaken = 1;
    private const int IsWithdrawn = 2;

    private readonly TaskCompletionSource<CommitOutcome> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _stage = Waits;

    public UnitOfWork Unit { get; } = unit;

    public Activity? Activity { get; } = activity;

    /// <summary>Pending until the unit is committed, or something is found that stands in its way.</summary>
    public CommitOutcome Outcome { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>How many units were in its transaction.</summary>
    public int GroupSize { get; set; } = 1;

    /// <summary>Completes when the unit has been committed or abandoned.</summary>
    public Task<CommitOutcome> Finished => _finished.Task;

    /// <summary>Takes the unit to commit it.</summary>
    /// <returns>False if its caller no longer waits for it: then its contexts may have been disposed.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref _stage, IsTaken, Waits) == Waits;

    /// <summary>Withdraws the unit because its caller no longer waits.</summary>
    /// <returns>False if it is too late because the committer has taken it.</returns>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _stage, IsWithdrawn, Waits) == Waits;

    /// <summary>Lets the caller continue.</summary>
    public void Finish()
    {
        if (Failure is not null)
            _finished.TrySetException(Failure);
        else if (Outcome == CommitOutcome.Pending)
            _finished.TrySetException(
                new InvalidOperationException("A unit of work was finished without having been committed or refused."));
        else
            _finished.TrySetResult(Outcome);
    }

    /// <summary>Identifies the rows that no other unit of the same group may write.</summary>
    public IEnumerable<(string Table, Guid Id, string Owner)> Keys()
    {
        if (Unit.Claim is { } claim)
            yield return ("", claim.MessageId, claim.ConsumerId);
        if (Unit.Unhandled is { } unhandled)
            yield return ("", unhandled.MessageId, unhandled.ConsumerId);
        foreach (var saga in Unit.Sagas)
            yield return (saga.Table.Name, saga.SagaId, "");
        foreach (var row in Unit.Rows)
            yield return (row.Table.Name, Guid.Empty, row.Key);
    }
}
