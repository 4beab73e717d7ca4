using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Orders.Api.Streaming;

/// <summary>
/// The steps of one order, numbered by its versions, or of all orders, numbered by their position in the history.
/// </summary>
/// <param name="OrderId">The order; null for all.</param>
/// <param name="IsOver">Whether that order has ended, so that it may be in the archive.</param>
internal record TransitionFeed(Guid? OrderId, bool IsOver = false)
{
    private const int BatchSize = 200;

    /// <summary>Reads the steps that follow.</summary>
    /// <param name="db">The database.</param>
    /// <param name="after">Number of the last known step.</param>
    /// <param name="horizon">
    /// A gap in the history of all orders before a step taken at this time or earlier is no longer waited for.
    /// </param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The next steps, as many as there are and fit.</returns>
    public async Task<IReadOnlyList<SagaTransition>> ReadAsync(
        DbContext db, long after, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        var rows = db.Set<SagaTransition>().AsNoTracking();
        if (OrderId is { } orderId)
        {
            // As wide as the column: the index could not be used if the column had to be converted.
            var version = (int)Math.Min(after, int.MaxValue);
            var steps = await rows
                .Where(row => row.SagaId == orderId && row.SagaType == nameof(OrderState) && row.Version > version)
                .OrderBy(row => row.Version).Take(BatchSize).ToListAsync(cancellationToken);
            return steps.Count > 0 || !IsOver
                ? steps
                : [.. (await OrderReader.ArchivedStepsAsync(db, orderId, cancellationToken)).Where(row => row.Version > version)
                    .Take(BatchSize)];
        }

        var read = await rows.Where(row => row.Position > after).OrderBy(row => row.Position).Take(BatchSize)
            .ToListAsync(cancellationToken);
        return [.. read.Take(SettledSteps.Count(read.Select(row => (row.Position, row.At)), after, horizon))];
    }

    /// <summary>A step's number in this feed.</summary>
    public long NumberOf(SagaTransition row) => OrderId is null ? row.Position : row.Version;

    /// <summary>Whether a step is sent. Steps of sagas other than orders only occupy positions in the history.</summary>
    public static bool Tells(SagaTransition row) => row.SagaType == nameof(OrderState);

    /// <summary>Whether the feed ends with these steps.</summary>
    /// <param name="rows">The steps that were read last.</param>
    /// <returns>True if the feed's order has ended and no more steps are known.</returns>
    public bool EndsWith(IReadOnlyList<SagaTransition> rows) =>
        OrderId is not null && rows.Count is > 0 and < BatchSize && OrderStates.ToStatus(rows[^1].ToState).IsFinal();
}
