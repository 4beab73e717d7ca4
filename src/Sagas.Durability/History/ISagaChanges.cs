namespace Sagas.Durability.History;

/// <summary>
/// Reports that sagas have moved. It is a hint, not a record: a change made by another instance is noticed only when the time
/// limit is reached, so a waiter must look at the database again after each call.
/// </summary>
public interface ISagaChanges
{
    /// <summary>Waits until the saga moves in this process, or until the time limit.</summary>
    /// <param name="sagaId">The saga; null for any.</param>
    /// <param name="limit">How long to wait at most, by the registered <see cref="TimeProvider"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <remarks>
    /// Call it before looking at the database and await it afterwards, so that no change is missed in between.
    /// </remarks>
    Task WaitAsync(Guid? sagaId, TimeSpan limit, CancellationToken cancellationToken);
}
