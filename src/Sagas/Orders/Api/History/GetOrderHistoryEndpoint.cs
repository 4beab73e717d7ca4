using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Orders.Api.History;

/// <summary><c>GET /orders/{orderId}/history</c>.</summary>
internal static class GetOrderHistoryEndpoint
{
    /// <summary>Get an order's history</summary>
    /// <remarks>
    /// Every step that the order's process has taken: what caused it, what it changed and what it sent. A step is written
    /// in the transaction of the change itself, so the history is neither behind nor ahead of the order. Applying the
    /// changes of all steps in order gives the order. In this view the customer's e-mail address and payment token are masked;
    /// the stored history has them in plain text.
    /// </remarks>
    /// <param name="orderId">The order.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The steps; none while the order is Submitted.</response>
    /// <response code="404">There is no such order.</response>
    public static async Task<Results<Ok<OrderHistory>, ProblemHttpResult>> HandleAsync(
        Guid orderId,
        DbContext db,
        CancellationToken cancellationToken)
    {
        var rows = await OrderReader.StepsAsync(db, orderId, cancellationToken);
        if (rows.Count == 0 && await OrderReader.FindAsync(db, orderId, cancellationToken) is null)
            return OrderProblems.NotFound(orderId);
        var shown = new ShownChanges(rows.Select(row => row.Changes));
        return TypedResults.Ok(new OrderHistory([.. rows.Select(row => OrderStep.FromRow(row, shown))]));
    }
}

/// <summary>All steps of an order.</summary>
/// <param name="Items">The steps, first to last, with versions from 1 and without gaps.</param>
internal record OrderHistory(IReadOnlyList<OrderStep> Items);
