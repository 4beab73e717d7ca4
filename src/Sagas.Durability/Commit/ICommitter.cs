using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>The seam between gathering a unit of work and writing it.</summary>
internal interface ICommitter
{
    /// <summary>Writes the unit in exactly one transaction, or not at all, and then lets its messages go.</summary>
    /// <param name="unit">The unit; it must not change any more.</param>
    /// <param name="cancellationToken">Withdraws the unit, unless its commit has begun: then it is awaited to its end.</param>
    Task<CommitOutcome> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken);
}

/// <summary>Hears of every committed unit of work, right after its commit. It must be quick and must not throw.</summary>
internal interface ICommitListener
{
    void Committed(UnitOfWork unit);
}
