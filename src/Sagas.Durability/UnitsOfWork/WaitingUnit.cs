using System.Diagnostics;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>A unit of work that waits for its commit, and what becomes of it.</summary>
/// <param name="unit">The unit.</param>
/// <param name="activity">Its place in a trace.</param>
internal sealed class WaitingUnit(UnitOfWork unit, Activity? activity)
{
    private readonly TaskCompletionSource<CommitOutcome> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _decided;

    public UnitOfWork Unit { get; } = unit;

    public Activity? Activity { get; } = activity;

    public CommitOutcome Outcome { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>How many units were in its transaction.</summary>
    public int GroupSize { get; set; } = 1;

    /// <summary>Ends when the unit is committed or given up.</summary>
    public Task<CommitOutcome> Finished => _finished.Task;

    /// <summary>Begins its commit: from now on nobody can withdraw it, and what it refers to is the committer's.</summary>
    /// <returns>False if it was withdrawn before.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _decided, 1) == 0;

    /// <summary>Takes it back, unless its commit has begun.</summary>
    public bool TryWithdraw(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _decided, 1) == 0 && _finished.TrySetCanceled(cancellationToken);

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
    }
}
