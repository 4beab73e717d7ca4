using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Orders.Api;

/// <summary><c>GET /orders/{orderId}</c>.</summary>
public static class GetOrderEndpoint
{
    /// <summary>Get an order</summary>
    /// <remarks>An order is there as soon as its POST was answered, at first in the state Submitted.</remarks>
    /// <param name="orderId">The order.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <response code="200">The order as it is now.</response>
    /// <response code="404">There is no such order.</response>
    public static async Task<Results<Ok<OrderView>, ProblemHttpResult>> HandleAsync(
        Guid orderId,
        DbContext db,
        CancellationToken cancellationToken) =>
        await FindAsync(db, orderId, cancellationToken) is { } order ? TypedResults.Ok(order) : OrderProblems.NotFound(orderId);

    /// <summary>Reads an order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The order; null if there is none.</returns>
    internal static Task<OrderView?> FindAsync(DbContext db, Guid orderId, CancellationToken cancellationToken) =>
        db.Set<OrderState>().AsNoTracking()
            .Where(order => order.CorrelationId == orderId)
            .Select(OrderView.FromState)
            .SingleOrDefaultAsync(cancellationToken);
}
