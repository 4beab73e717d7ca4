using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;

namespace Sagas.Orders.Api;

/// <summary>
/// Reads an order wherever it is: in its own table, or in the archive. The table is read first, because an order moves to the
/// archive in one transaction.
/// </summary>
internal static class OrderReader
{
    private static readonly Func<OrderState, OrderView> View = OrderView.FromState.Compile();

    /// <summary>Reads an order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The order; null if there is none.</returns>
    public static async Task<OrderView?> FindAsync(DbContext db, Guid orderId, CancellationToken cancellationToken)
    {
        var order = await db.Set<OrderState>().AsNoTracking()
            .Where(order => order.CorrelationId == orderId)
            .Select(OrderView.FromState)
            .SingleOrDefaultAsync(cancellationToken);
        if (order is not null)
            return order;

        var archive = new SagaArchive(db);
        return await archive.FindAsync<OrderState>(orderId, cancellationToken) is { } archived
            ? View(archive.SagaOf<OrderState>(archived))
            : null;
    }

    /// <summary>Reads all steps of an order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The steps, from the first to the last; none if the order has not begun or does not exist.</returns>
    public static async Task<IReadOnlyList<SagaTransition>> StepsAsync(
        DbContext db, Guid orderId, CancellationToken cancellationToken)
    {
        var steps = await db.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaId == orderId && step.SagaType == nameof(OrderState))
            .OrderBy(step => step.Version)
            .ToListAsync(cancellationToken);
        return steps.Count > 0 ? steps : await ArchivedStepsAsync(db, orderId, cancellationToken);
    }

    /// <summary>Reads the steps of an order that may be in the archive.</summary>
    /// <param name="db">The database.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The steps, from the first to the last; none if the order is not archived.</returns>
    public static async Task<IReadOnlyList<SagaTransition>> ArchivedStepsAsync(
        DbContext db, Guid orderId, CancellationToken cancellationToken)
    {
        var archive = new SagaArchive(db);
        return await archive.FindAsync<OrderState>(orderId, cancellationToken) is { } archived ? archive.HistoryOf(archived) : [];
    }
}
