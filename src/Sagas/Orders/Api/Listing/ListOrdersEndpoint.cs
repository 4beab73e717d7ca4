using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Listing;

/// <summary><c>GET /orders</c>.</summary>
internal static class ListOrdersEndpoint
{
    /// <summary>List orders</summary>
    /// <remarks>
    /// Newest first, page by page: pass `next` of one page as `cursor` to get the next one. Orders that arrive in the meantime
    /// do not shift the pages. Orders that ended long ago are archived (by default 90 days after their last
    /// step) and no longer listed; everything else still works with their ids. Unknown parameters are refused.
    /// </remarks>
    /// <param name="state">Only orders in this state; may be given more than once.</param>
    /// <param name="customer">Only orders of the customer with this customerId.</param>
    /// <param name="from">
    /// Only orders accepted at this time or later, ISO 8601 such as `2026-01-31T09:30:00Z`; a date alone is midnight UTC.
    /// </param>
    /// <param name="to">Only orders accepted before this time, ISO 8601.</param>
    /// <param name="cursor">Where to continue: `next` of the previous page.</param>
    /// <param name="limit">How many orders, 1 to 200; the default is 50.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">A page; `next` is null on the last one.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<OrderPage>, ValidationProblem>> HandleAsync(
        string[]? state,
        string? customer,
        string? from,
        string? to,
        string? cursor,
        string? limit,
        DbContext db,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var filter = OrderQueryReader.Read(state ?? [], customer, from, to, cursor, limit, errors);
        if (errors.Any)
            return errors.ToProblem();

        var orders = await filter.Query(db).ToListAsync(cancellationToken);
        if (orders.Count <= filter.Limit)
            return TypedResults.Ok(new OrderPage(orders, Next: null));

        orders.RemoveAt(filter.Limit);
        var last = orders[^1];
        return TypedResults.Ok(new OrderPage(orders, new ListCursor(last.SubmittedAt, last.OrderId).ToString()));
    }
}

/// <summary>A page of orders, newest first.</summary>
/// <param name="Items">The orders.</param>
/// <param name="Next">Pass it as <c>cursor</c> to get the next page; null after the last.</param>
internal record OrderPage(IReadOnlyList<OrderView> Items, string? Next);
