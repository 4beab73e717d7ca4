namespace Sagas.Durability.UnitsOfWork;

/// <summary>The seam between gathering a unit of work and writing it.</summary>
internal interface ICommitter
{
    /// <summary>Writes the unit in exactly one transaction, or not at all, and then lets its messages go.</summary>
    /// <param name="unit">The unit; it must not change any more.</param>
    /// <param name="cancellationToken">Gives up waiting; the unit may be committed all the same.</param>
    Task<CommitOutcome> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken);
}
