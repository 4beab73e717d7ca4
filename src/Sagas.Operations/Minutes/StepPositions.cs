using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Minutes;

/// <summary>
/// Finds where in the history a time is. Steps are sorted by their positions, which grow with time, apart from steps that are
/// committed late: so a few of them are looked at in each place. An index of times would cost every step.
/// </summary>
internal static class StepPositions
{
    private const int LookedAt = 16;

    /// <summary>How much earlier than necessary the position may be.</summary>
    public const long CloseEnough = 500;

    /// <summary>Finds a position that no step of a time or later precedes, unless it was stored long after others.</summary>
    public static async Task<long> OfAsync(DbContext db, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var steps = db.Set<SagaTransition>().AsNoTracking();
        var low = await steps.OrderBy(step => step.Position).Select(step => (long?)step.Position)
            .FirstOrDefaultAsync(cancellationToken) ?? 0;
        var high = await steps.MaxAsync(step => (long?)step.Position, cancellationToken) + 1 ?? 0;
        while (high - low > CloseEnough)
        {
            var middle = low + ((high - low) / 2);
            var times = await ReadAsync(db, middle, cancellationToken);
            if (times.Count == 0 || times.Max() >= at)
                high = middle;
            else
                low = middle;
        }

        return low;
    }

    /// <summary>Reads the times of a few steps.</summary>
    /// <param name="db">The database.</param>
    /// <param name="from">The position of the first.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public static Task<List<DateTimeOffset>> ReadAsync(DbContext db, long from, CancellationToken cancellationToken) =>
        db.Set<SagaTransition>().AsNoTracking().Where(step => step.Position >= from).OrderBy(step => step.Position)
            .Take(LookedAt).Select(step => step.At).ToListAsync(cancellationToken);
}
