using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>Separates gathering a unit of work from writing it.</summary>
internal interface ICommitter
{
    /// <summary>Writes the unit in exactly one transaction, or not at all, and then releases its messages.</summary>
    /// <param name="unit">The unit, which must no longer change.</param>
    /// <param name="cancellationToken">Withdraws the unit, unless its commit has begun: then it is awaited to its end.</param>
    Task<CommitOutcome> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken);
}

/// <summary>Is notified of every committed unit of work, right after its commit. It must be quick and must not throw.</summary>
internal interface ICommitListener
{
    void Committed(UnitOfWork unit);
}
