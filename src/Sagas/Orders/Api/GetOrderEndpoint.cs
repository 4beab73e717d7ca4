using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Orders.Api;

/// <summary><c>GET /orders/{orderId}</c>.</summary>
internal static class GetOrderEndpoint
{
    /// <summary>Get an order</summary>
    /// <remarks>
    /// An order exists as soon as its POST was answered, at first in the state Submitted. It can be read forever, even after it
    /// is archived.
    /// </remarks>
    /// <param name="orderId">The order.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The order as it is now.</response>
    /// <response code="404">There is no such order.</response>
    public static async Task<Results<Ok<OrderView>, ProblemHttpResult>> HandleAsync(
        Guid orderId,
        DbContext db,
        CancellationToken cancellationToken) =>
        await OrderReader.FindAsync(db, orderId, cancellationToken) is { } order
            ? TypedResults.Ok(order)
            : OrderProblems.NotFound(orderId);
}
