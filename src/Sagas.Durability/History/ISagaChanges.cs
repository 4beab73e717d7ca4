namespace Sagas.Durability.History;

/// <summary>
/// Tells that sagas have moved. It is a hint, not a record: a change made by another instance is noticed only by the
/// time limit, so that a waiter looks at the database again after each call.
/// </summary>
public interface ISagaChanges
{
    /// <summary>Waits until the saga moves in this process, or until the time limit.</summary>
    /// <param name="sagaId">The saga; null for any.</param>
    /// <param name="limit">How long at most, by the registered <see cref="TimeProvider"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <remarks>
    /// Call it before looking at the database and await it after, so that no change falls between the two.
    /// </remarks>
    Task WaitAsync(Guid? sagaId, TimeSpan limit, CancellationToken cancellationToken);
}
