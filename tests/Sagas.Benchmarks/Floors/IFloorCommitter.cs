namespace Sagas.Benchmarks.Floors;

/// <summary>Writes units of work, and reads orders.</summary>
internal interface IFloorCommitter : IAsyncDisposable
{
    /// <summary>Writes a unit in one transaction.</summary>
    Task CommitAsync(FloorUnit unit);

    /// <summary>Reads an order as it is stored.</summary>
    Task<FloorState> FindAsync(Guid orderId);

    /// <summary>Removes rows of messages that the outbox no longer needs to keep.</summary>
    Task RemoveAsync(IReadOnlyList<Guid> outboxIds);
}
