using Sagas.Durability.Paging;
using Sagas.Orders.Api.Listing;

namespace Sagas.Operations.Api;

/// <summary>Places in lists as callers see them: in the form of the cursors of the list of orders.</summary>
public static class PageCursor
{
    /// <summary>Writes a place.</summary>
    /// <param name="place">The place.</param>
    /// <returns>The cursor; null for the end of the list.</returns>
    public static string? Write(PagePlace? place) => place is null ? null : new OrderCursor(place.At, place.Id).ToString();

    /// <summary>Reads a place.</summary>
    /// <param name="cursor">What the caller sent.</param>
    /// <returns>The place; null if it is none.</returns>
    public static PagePlace? Read(string cursor) =>
        OrderCursor.Read(cursor) is { } read ? new PagePlace(read.SubmittedAt, read.OrderId) : null;
}
