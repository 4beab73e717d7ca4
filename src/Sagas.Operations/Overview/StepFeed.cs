using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Overview;

/// <summary>
/// Counts the steps that were taken since the last time. Steps whose transactions commit out of order may be missed: the counts
/// are only for display, and are refreshed from time to time.
/// </summary>
internal sealed class StepFeed(SagaRegistry registry)
{
    /// <summary>The position of the last step that was seen; null at first.</summary>
    public long? Seen { get; set; }

    /// <summary>How many sagas of a type started, and how many entered each final state.</summary>
    public sealed record Steps(long Began, IReadOnlyDictionary<string, long> Ended, IReadOnlyDictionary<string, long> Left);

    /// <summary>Reads the new steps.</summary>
    /// <returns>The steps by saga type; empty the first time.</returns>
    public async Task<IReadOnlyDictionary<string, Steps>> ReadAsync(DbContext db, CancellationToken cancellationToken)
    {
        var last = await db.Set<SagaTransition>().MaxAsync(step => (long?)step.Position, cancellationToken) ?? 0;
        var seen = Seen ?? last;
        Seen = last;
        if (seen == last)
            return new Dictionary<string, Steps>(StringComparer.Ordinal);

        var groups = await db.Set<SagaTransition>()
            .Where(step => step.Position > seen && step.Position <= last)
            .GroupBy(step => new { step.SagaType, step.FromState, step.ToState })
            .Select(same => new { same.Key.SagaType, same.Key.FromState, same.Key.ToState, Count = same.LongCount() })
            .ToListAsync(cancellationToken);
        return registry.Types.ToDictionary(
            kind => kind.Name,
            kind =>
            {
                var own = groups.Where(group => group.SagaType == kind.Name).ToList();
                return new Steps(
                    own.Where(group => group.FromState == StateGraph.Initial).Sum(group => group.Count),
                    own.Where(group => kind.FinalStates.Contains(group.ToState))
                        .GroupBy(group => group.ToState, StringComparer.Ordinal)
                        .ToDictionary(same => same.Key, same => same.Sum(group => group.Count), StringComparer.Ordinal),
                    own.Where(group => kind.FinalStates.Contains(group.FromState))
                        .GroupBy(group => group.FromState, StringComparer.Ordinal)
                        .ToDictionary(same => same.Key, same => same.Sum(group => group.Count), StringComparer.Ordinal));
            },
            StringComparer.Ordinal);
    }
}
