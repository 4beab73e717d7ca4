using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>
/// Finds sagas that have ended by walking through the history of all sagas, from its beginning up to where it is too recent, and
/// continuing from there the next time: a saga that ends later does so in a step that is still ahead. When there is nothing to
/// do, this costs one lookup in the primary key, and it needs no index that every step would have to pay for.
/// </summary>
internal sealed class HistoryWalk(DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time)
{
    private const int PageSize = 1_500;

    // Sagas that were skipped for a reason other than being recent, such as an outstanding message, are then looked at again.
    private static readonly TimeSpan AnewAfter = TimeSpan.FromDays(1);

    private DateTimeOffset _begunAt = DateTimeOffset.MinValue;
    private long _after;

    /// <summary>A stretch of the history.</summary>
    /// <param name="Last">The position in the history where it ends.</param>
    /// <param name="Ended">Sagas that ended within it, and may have continued since.</param>
    public sealed record Stretch(long Last, ILookup<ArchivePlan, Guid> Ended);

    /// <summary>Returns to the beginning of the history, if it is time to.</summary>
    public void Begin()
    {
        if (time.GetUtcNow() - _begunAt < AnewAfter)
            return;
        _begunAt = time.GetUtcNow();
        _after = 0;
    }

    /// <summary>Reads the next stretch without advancing past it.</summary>
    /// <param name="before">Steps taken at this time or later are too recent.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The stretch; null if all that is left is too recent.</returns>
    public async Task<Stretch?> LookAheadAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var steps = await context.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.Position > _after)
            .OrderBy(step => step.Position)
            .Take(PageSize)
            .Select(step => new { step.Position, step.SagaType, step.SagaId, step.ToState, step.At })
            .ToListAsync(cancellationToken);
        // Clocks of instances differ: a step that seems recent may come before one that seems old.
        var old = steps.FindAll(step => step.At < before);
        return old.Count == 0 ? null : new Stretch(old[^1].Position, old
            .Join(options.Value.ArchivePlans().Values, step => step.SagaType, plan => plan.SagaType, (step, plan) => (step, plan))
            .Where(found => found.plan.FinalStates.Contains(found.step.ToState))
            .Select(found => (found.plan, found.step.SagaId)).Distinct()
            .ToLookup(found => found.plan, found => found.SagaId));
    }

    /// <summary>Advances to the end of a stretch.</summary>
    public void Pass(Stretch stretch) => _after = stretch.Last;
}
