using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;

namespace Sagas.Orders.Api.Streaming;

/// <summary>Where the stream of all orders may begin.</summary>
internal static class StreamPositions
{
    private const int PageSize = 1_000;

    /// <summary>
    /// The position of the last step so far before which none is still to come. Everything that is younger than the horizon is
    /// looked at: while much happens, that is more than one page.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="horizon">A gap before a step taken at this time or earlier is no longer waited for.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The position; 0 if there is none.</returns>
    public static async Task<long> LastSettledAsync(DbContext db, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        long? settled = null;
        (long Position, DateTimeOffset At)? above = null;
        while (true)
        {
            var before = above?.Position ?? long.MaxValue;
            var page = await db.Set<SagaTransition>().Where(row => row.Position < before)
                .OrderByDescending(row => row.Position).Take(PageSize)
                .Select(row => new { row.Position, row.At }).ToListAsync(cancellationToken);
            foreach (var step in page)
            {
                if (above is { } next && next.Position > step.Position + 1 && next.At > horizon)
                    settled = step.Position;
                settled ??= step.Position;
                above = (step.Position, step.At);
            }

            // The very first step of all may be the one that is still to come.
            if (page.Count < PageSize)
                return above is { Position: > 1 } first && first.At > horizon ? 0 : settled ?? 0;
            // Clocks of instances differ: a step that seems old may be followed by one that seems older.
            if (page.TrueForAll(step => step.At <= horizon))
                return settled!.Value;
        }
    }

    /// <summary>Whether the stream has ever reached a position, as far as is known.</summary>
    /// <param name="db">The database.</param>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>False if no step has it or a later one, in the history or in the archive.</returns>
    public static async Task<bool> IsKnownAsync(DbContext db, long position, CancellationToken cancellationToken) =>
        position == 0
        || await db.Set<SagaTransition>().OrderByDescending(row => row.Position).Select(row => (long?)row.Position)
            .FirstOrDefaultAsync(cancellationToken) >= position
        // Of what was archived by earlier versions the positions are not known.
        || await FirstAsync(
            db, saga => saga.LastPosition >= position || saga.LastPosition == null, cancellationToken) is not null;

    /// <summary>Whether steps behind a position have been archived, so that the stream cannot tell of them any more.</summary>
    /// <param name="db">The database.</param>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>True if there is at least one.</returns>
    public static async Task<bool> IsTooOldAsync(DbContext db, long position, CancellationToken cancellationToken) =>
        await FirstAsync(db, saga => saga.LastPosition > position, cancellationToken) is not null;

    private static Task<Guid?> FirstAsync(
        DbContext db, Expression<Func<ArchivedSaga, bool>> condition, CancellationToken cancellationToken) =>
        new SagaArchive(db).Of<OrderState>().Where(condition).OrderBy(saga => saga.LastPosition)
            .Select(saga => (Guid?)saga.SagaId).FirstOrDefaultAsync(cancellationToken);
}
