using Sagas.Durability.Paging;
using Sagas.Web.Lists;

namespace Sagas.Operations.Shell;

/// <summary>Positions in lists as callers see them: in the form of the cursors of the list of orders.</summary>
internal static class PageCursor
{
    /// <summary>Writes a position.</summary>
    /// <param name="place">The position.</param>
    /// <returns>The cursor; null for the end of the list.</returns>
    public static string? Write(PagePosition? place) => place is null ? null : new ListCursor(place.At, place.Id).ToString();

    /// <summary>The position that a cursor stands for.</summary>
    /// <param name="cursor">The cursor; null for the beginning of the list.</param>
    /// <returns>The position; null for the beginning of the list.</returns>
    public static PagePosition? ToPlace(this ListCursor? cursor) =>
        cursor is null ? null : new PagePosition(cursor.At, cursor.Id);
}
