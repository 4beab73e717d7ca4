using System.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>A unit of work that waits for its commit, and what becomes of it.</summary>
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

    public CommitOutcome Outcome { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>How many units were in its transaction.</summary>
    public int GroupSize { get; set; } = 1;

    /// <summary>Ends when the unit is committed or given up.</summary>
    public Task<CommitOutcome> Finished => _finished.Task;

    /// <summary>The committer takes it.</summary>
    /// <returns>False if nobody is waiting for it any more: then its contexts may be gone.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref _stage, IsTaken, Waits) == Waits;

    /// <summary>Whoever waits leaves.</summary>
    /// <returns>False if that is too late, because the committer has it.</returns>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _stage, IsWithdrawn, Waits) == Waits;

    /// <summary>Whoever waits goes on.</summary>
    public void Finish()
    {
        if (Failure is not null)
            _finished.TrySetException(Failure);
        else
            _finished.TrySetResult(Outcome);
    }

    /// <summary>Names of the rows that no other unit of its group may be about, too.</summary>
    public IEnumerable<(string Table, Guid Id, string Owner)> Keys()
    {
        if (Unit.Claim is { } claim)
            yield return ("", claim.MessageId, claim.ConsumerId);
        foreach (var saga in Unit.Sagas)
            yield return (saga.Table.Name, saga.SagaId, "");
        foreach (var row in Unit.Rows)
            yield return (row.Table.Name, Guid.Empty, row.Key);
    }
}
