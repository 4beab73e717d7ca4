using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>
/// Finds sagas that have ended by walking through the history of all sagas, from its beginning to where it is too recent, and
/// the next time on from there: a saga that ends later does so by a step that is still ahead. It costs a look at the primary key
/// when there is nothing to do, and no index that every step would have to pay for.
/// </summary>
internal sealed class HistoryWalk(DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time)
{
    private const int PageSize = 1_500;

    // Sagas that were skipped for a reason other than being recent, such as an outstanding message, are looked at again then.
    private static readonly TimeSpan AnewAfter = TimeSpan.FromDays(1);

    private DateTimeOffset _begunAt = DateTimeOffset.MinValue;
    private long _after;

    /// <summary>Part of the way.</summary>
    /// <param name="Last">The place in the history where it ends.</param>
    /// <param name="Ended">Sagas that have ended on it, and may have gone on since.</param>
    public sealed record Stretch(long Last, ILookup<ArchivePlan, Guid> Ended);

    /// <summary>Goes back to the beginning, if it is time to.</summary>
    public void Begin()
    {
        if (time.GetUtcNow() - _begunAt < AnewAfter)
            return;
        _begunAt = time.GetUtcNow();
        _after = 0;
    }

    /// <summary>Looks at the next part of the way, without going there.</summary>
    /// <param name="before">What was done at this time or later is too recent.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The part; null if all of it is too recent.</returns>
    public async Task<Stretch?> LookAheadAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var steps = await context.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.Position > _after)
            .OrderBy(step => step.Position)
            .Take(PageSize)
            .Select(step => new { step.Position, step.SagaType, step.SagaId, step.ToState, step.At })
            .ToListAsync(cancellationToken);
        // Clocks of instances differ: a step that seems recent may come before one that is old.
        var old = steps.FindAll(step => step.At < before);
        return old.Count == 0 ? null : new Stretch(old[^1].Position, old
            .Join(options.Value.ArchivePlans().Values, step => step.SagaType, plan => plan.SagaType, (step, plan) => (step, plan))
            .Where(found => found.plan.FinalStates.Contains(found.step.ToState))
            .Select(found => (found.plan, found.step.SagaId)).Distinct()
            .ToLookup(found => found.plan, found => found.SagaId));
    }

    /// <summary>Goes to the end of a part.</summary>
    public void Pass(Stretch stretch) => _after = stretch.Last;
}
