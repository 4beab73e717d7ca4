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
    /// <summary>
    /// How many rows are searched for a page of rows that contain a text, for which there is no index. The page has what was
    /// found among them, and the next page continues after them.
    /// </summary>
    public const int Stretch = 2_000;

    private readonly Expression<Func<T, DateTimeOffset>> _at;
    private readonly Expression<Func<T, Guid>> _id;
    private readonly Func<T, DateTimeOffset> _atOf;
    private readonly Func<T, Guid> _idOf;

    public KeysetPager(Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Guid>> id)
    {
        (_at, _id) = (at, id);
        (_atOf, _idOf) = (at.Compile(), id.Compile());
    }

    /// <summary>Reads a page.</summary>
    /// <param name="rows">The rows that may be on it.</param>
    /// <param name="contains">The condition for which there is no index; null if there is none.</param>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many rows.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<Page<T>> ReadAsync(
        IQueryable<T> rows, Expression<Func<T, bool>>? contains, PagePosition? after, int limit, CancellationToken cancellationToken)
    {
        var following = Sorted(after is null ? rows : rows.Where(Follows(after)));
        var wanted = contains is null ? following : Sorted(following.Take(Stretch).Where(contains));
        var found = await wanted.Take(limit + 1).ToListAsync(cancellationToken);
        if (found.Count > limit)
            return new Page<T>(found.GetRange(0, limit), PlaceOf(found[limit - 1]));
        if (contains is null)
            return new Page<T>(found, Next: null);

        var end = await following.Skip(Stretch - 1).FirstOrDefaultAsync(cancellationToken);
        return new Page<T>(found, end is null ? null : PlaceOf(end));
    }

    private IQueryable<T> Sorted(IQueryable<T> rows) => rows.OrderByDescending(_at).ThenByDescending(_id);

    private PagePosition PlaceOf(T row) => new(_atOf(row), _idOf(row));

    // The first condition is redundant, but it is the one that an index can start from. Each database sorts ids in its own
    // way; as it also compares them that way, pages fit together in all of them.
    private Expression<Func<T, bool>> Follows(PagePosition after)
    {
        Expression<Func<DateTimeOffset, Guid, bool>> follows =
            (at, id) => at <= after.At && (at < after.At || id.CompareTo(after.Id) < 0);
        var row = _at.Parameters[0];
        var id = ReplacingExpressionVisitor.Replace(_id.Parameters[0], row, _id.Body);
        var body = ReplacingExpressionVisitor.Replace(follows.Parameters[0], _at.Body, follows.Body);
        return Expression.Lambda<Func<T, bool>>(ReplacingExpressionVisitor.Replace(follows.Parameters[1], id, body), row);
    }
}
