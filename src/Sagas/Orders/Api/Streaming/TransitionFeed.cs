using Microsoft.EntityFrameworkCore;
using Sagas.Durability.History;

namespace Sagas.Orders.Api.Streaming;

/// <summary>The steps of one order, numbered by its versions, or of all orders, numbered by their place in the history.</summary>
/// <param name="OrderId">The order; null for all.</param>
/// <remarks>
/// A database may commit a later position before an earlier one, and a stream that has passed the later one never shows
/// the earlier. SQLite, with its single writer, never does. The stream of one order is not affected anywhere: its
/// versions are made one after the other.
/// </remarks>
public record TransitionFeed(Guid? OrderId)
{
    private const int BatchSize = 200;

    /// <summary>Reads the steps that follow.</summary>
    /// <param name="db">The database.</param>
    /// <param name="after">Number of the last step that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The next steps, as many as are there and fit.</returns>
    public async Task<IReadOnlyList<SagaTransition>> ReadAsync(DbContext db, long after, CancellationToken cancellationToken)
    {
        var rows = db.Set<SagaTransition>().AsNoTracking().Where(row => row.SagaType == nameof(OrderState));
        rows = OrderId is { } orderId
            ? rows.Where(row => row.SagaId == orderId && row.Version > after).OrderBy(row => row.Version)
            : rows.Where(row => row.Position > after).OrderBy(row => row.Position);
        return await rows.Take(BatchSize).ToListAsync(cancellationToken);
    }

    /// <summary>Number of the last step of all that has been made.</summary>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number; 0 if none has been made.</returns>
    public static async Task<long> LastPositionAsync(DbContext db, CancellationToken cancellationToken) =>
        await db.Set<SagaTransition>().MaxAsync(row => (long?)row.Position, cancellationToken) ?? 0;

    /// <summary>A step's number in this feed.</summary>
    /// <param name="row">The step.</param>
    /// <returns>The id of its event.</returns>
    public long NumberOf(SagaTransition row) => OrderId is null ? row.Position : row.Version;

    /// <summary>Whether the feed is over with these steps.</summary>
    /// <param name="rows">The steps that were read last.</param>
    /// <returns>True if the feed's order is over and nothing is known to follow.</returns>
    public bool EndsWith(IReadOnlyList<SagaTransition> rows) =>
        OrderId is not null && rows.Count is > 0 and < BatchSize && OrderStates.ToStatus(rows[^1].ToState).IsFinal();
}
