using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Sagas.Durability.Paging;

/// <summary>
/// Reads a table page by page, newest row first. A page starts where the last one ended, which an index finds, so it costs
/// the same however long the list is.
/// </summary>
/// <typeparam name="T">The row.</typeparam>
internal sealed class KeysetPager<T> where T : class
{
    private const int UsualStretch = 2_000;
    private const int LookedThroughAtATime = 100;

    private readonly Expression<Func<T, DateTimeOffset>>? _at;
    private readonly Expression<Func<T, Guid>> _id;
    private readonly Func<T, PagePosition> _placeOf;

    public KeysetPager(Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Guid>> id)
    {
        var (atOf, idOf) = (at.Compile(), id.Compile());
        (_at, _id, _placeOf) = (at, id, row => new PagePosition(atOf(row), idOf(row)));
    }

    /// <summary>A pager of rows whose columns are known by their names alone.</summary>
    /// <param name="at">The time; null for rows that have none, which are sorted by their ids alone.</param>
    /// <param name="id">The id.</param>
    /// <param name="placeOf">Both of them, of a row that was read.</param>
    public KeysetPager(Expression<Func<T, DateTimeOffset>>? at, Expression<Func<T, Guid>> id, Func<T, PagePosition> placeOf) =>
        (_at, _id, _placeOf) = (at, id, placeOf);

    /// <summary>
    /// How many rows are searched for a page of rows that contain a text, for which there is no index. The page has what was
    /// found among them, and the next page continues after them.
    /// </summary>
    public int Stretch { get; init; } = UsualStretch;

    /// <summary>Reads a page.</summary>
    /// <param name="rows">The rows that may be on it.</param>
    /// <param name="contains">The condition for which there is no index; null if there is none.</param>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many rows.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<Page<T>> ReadAsync(
        IQueryable<T> rows, Expression<Func<T, bool>>? contains, PagePosition? after, int limit,
        CancellationToken cancellationToken)
    {
        var following = Sorted(after is null ? rows : rows.Where(Follows(after)));
        var wanted = contains is null ? following : Sorted(following.Take(Stretch).Where(contains));
        var found = await wanted.Take(limit + 1).ToListAsync(cancellationToken);
        if (found.Count > limit)
            return new Page<T>(found.GetRange(0, limit), _placeOf(found[limit - 1]));
        if (contains is null)
            return new Page<T>(found, Next: null);
        return await LastOfStretchAsync(found, following, cancellationToken);
    }

    /// <summary>
    /// Reads a page of rows of which only a look at what is shown tells whether they belong to it. Where the page ends depends
    /// on the rows that belong to it alone: it reveals nothing of the others.
    /// </summary>
    /// <param name="rows">The rows that may be on it.</param>
    /// <param name="contains">The condition that rows on it meet, too; null if there is none.</param>
    /// <param name="belong">Chooses some of the rows, in the same order.</param>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many rows.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<Page<T>> ReadShownAsync(
        IQueryable<T> rows, Expression<Func<T, bool>>? contains,
        Func<IReadOnlyList<T>, CancellationToken, Task<IReadOnlyList<T>>> belong, PagePosition? after, int limit,
        CancellationToken cancellationToken)
    {
        var following = Sorted(after is null ? rows : rows.Where(Follows(after)));
        var stretch = following.Take(Stretch);
        var wanted = contains is null ? stretch : stretch.Where(contains);
        var found = new List<T>();
        for (PagePosition? seen = null; found.Count <= limit;)
        {
            var some = await Sorted(seen is null ? wanted : wanted.Where(Follows(seen))).Take(LookedThroughAtATime)
                .ToListAsync(cancellationToken);
            found.AddRange(await belong(some, cancellationToken));
            if (some.Count < LookedThroughAtATime)
                break;
            seen = _placeOf(some[^1]);
        }

        if (found.Count > limit)
            return new Page<T>(found.GetRange(0, limit), _placeOf(found[limit - 1]));
        return await LastOfStretchAsync(found, following, cancellationToken);
    }

    // Fewer rows than fit on a page: the next page continues where the search has ended.
    private async Task<Page<T>> LastOfStretchAsync(List<T> found, IQueryable<T> following, CancellationToken cancellationToken)
    {
        var end = await following.Skip(Stretch - 1).FirstOrDefaultAsync(cancellationToken);
        if (end is null)
            return new Page<T>(found, Next: null);
        var place = _placeOf(end);
        return new Page<T>(found, place) { SearchedBackTo = _at is null ? null : place.At };
    }

    private IQueryable<T> Sorted(IQueryable<T> rows) =>
        _at is null ? rows.OrderByDescending(_id) : rows.OrderByDescending(_at).ThenByDescending(_id);

    // The first condition is redundant, but it is the one that an index can start from. Each database sorts ids in its own
    // way; as it also compares them that way, pages fit together in all of them.
    private Expression<Func<T, bool>> Follows(PagePosition after)
    {
        Expression<Func<Guid, bool>> followsById = id => id.CompareTo(after.Id) < 0;
        Expression<Func<DateTimeOffset, Guid, bool>> follows =
            (at, id) => at <= after.At && (at < after.At || id.CompareTo(after.Id) < 0);
        var row = _id.Parameters[0];
        var body = _at is null
            ? Put(followsById.Body, followsById.Parameters[0], _id.Body)
            : Put(
                Put(follows.Body, follows.Parameters[1], _id.Body), follows.Parameters[0], Put(_at.Body, _at.Parameters[0], row));
        return Expression.Lambda<Func<T, bool>>(body, row);
    }

    private static Expression Put(Expression into, Expression place, Expression value) =>
        ReplacingExpressionVisitor.Replace(place, value, into);
}
