using Microsoft.EntityFrameworkCore;
using Sagas.Web.Lists;

namespace Sagas.Orders.Api.Listing;

/// <summary>Which orders a page shows, and where it starts.</summary>
/// <param name="States">Only orders in one of these stored states; empty for all.</param>
/// <param name="CustomerId">Only this customer's orders.</param>
/// <param name="From">Only orders accepted at this time or later.</param>
/// <param name="To">Only orders accepted before this time.</param>
/// <param name="After">Only orders that come after this place in the list.</param>
/// <param name="Limit">How many orders.</param>
internal record OrderQuery(
    IReadOnlyList<string> States,
    string? CustomerId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    ListCursor? After,
    int Limit)
{
    /// <summary>The page's orders, newest first, and one more if the list continues.</summary>
    public IQueryable<OrderView> Query(DbContext db)
    {
        var orders = db.Set<OrderState>().AsNoTracking();
        if (States is [var state])
            orders = orders.Where(order => order.CurrentState == state);
        else if (States.Count > 1)
            orders = orders.Where(order => States.Contains(order.CurrentState));
        if (CustomerId is not null)
            orders = orders.Where(order => order.CustomerId == CustomerId);
        if (From is { } from)
            orders = orders.Where(order => order.SubmittedAt >= from);
        if (To is { } to)
            orders = orders.Where(order => order.SubmittedAt < to);
        if (After is { } after)
            orders = orders.Where(Following(after));

        return orders
            .OrderByDescending(order => order.SubmittedAt)
            .ThenByDescending(order => order.CorrelationId)
            .Take(Limit + 1)
            .Select(OrderView.FromState);
    }

    // The first condition is redundant, but it is the one that an index can start from. Each database sorts ids in its own
    // way; as it also compares them that way, pages fit together in all of them.
    private static System.Linq.Expressions.Expression<Func<OrderState, bool>> Following(ListCursor after) =>
        order => order.SubmittedAt <= after.At
            && (order.SubmittedAt < after.At || order.CorrelationId.CompareTo(after.Id) < 0);
}
