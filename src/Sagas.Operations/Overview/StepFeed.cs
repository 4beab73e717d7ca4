using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Overview;

/// <summary>
/// Reads the steps that were taken since the last time, as far as sagas began, ended, or left a final state by them; the first
/// time, those of the last minute. Steps whose transactions commit out of order may be missed: they are only for display.
/// </summary>
internal sealed class StepFeed(SagaRegistry registry)
{
    /// <summary>How far back the first look goes.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    // Beyond it counts are wrong until everything is counted again, which happens every minute.
    private const long MostSteps = 200_000;

    private readonly string[] _finalStates =
        [.. registry.Types.SelectMany(kind => kind.FinalStates).Distinct(StringComparer.Ordinal)];

    /// <summary>The position of the last step that was seen; null at first.</summary>
    public long? Seen { get; set; }

    /// <summary>What happened to sagas of a type.</summary>
    /// <param name="Began">When sagas began.</param>
    /// <param name="Ended">Which final states they entered, and when.</param>
    /// <param name="Left">How many left each final state.</param>
    public sealed record Steps(
        IReadOnlyList<DateTimeOffset> Began, IReadOnlyList<(string State, DateTimeOffset At)> Ended,
        IReadOnlyDictionary<string, long> Left)
    {
        /// <summary>How many sagas entered each final state.</summary>
        public IEnumerable<KeyValuePair<string, int>> EndedByState => Ended.CountBy(step => step.State);
    }

    /// <summary>Reads the new steps.</summary>
    /// <param name="db">The database.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The steps by saga type.</returns>
    public async Task<IReadOnlyDictionary<string, Steps>> ReadAsync(
        DbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await db.Set<SagaTransition>().MaxAsync(step => (long?)step.Position, cancellationToken) ?? 0;
        var (isFirst, seen) = (Seen is null, Math.Max(Seen ?? 0, last - MostSteps));
        Seen = last;
        if (seen == last)
            return new Dictionary<string, Steps>(StringComparer.Ordinal);

        var since = isFirst ? now - Lately : DateTimeOffset.UnixEpoch;
        var rows = await db.Set<SagaTransition>()
            .Where(step => step.Position > seen && step.Position <= last && step.At >= since)
            .Where(step => step.Version == 1 || step.BeginsAgain || (step.FromState != step.ToState
                && (_finalStates.Contains(step.ToState) || _finalStates.Contains(step.FromState))))
            .Select(step => new
            {
                step.SagaType,
                step.FromState,
                step.ToState,
                step.At,
                Begins = step.Version == 1 || step.BeginsAgain,
            })
            .ToListAsync(cancellationToken);
        return registry.Types.ToDictionary(
            kind => kind.Name,
            kind =>
            {
                var own = rows.Where(step => step.SagaType == kind.Name).ToList();
                return new Steps(
                    [.. own.Where(step => step.Begins).Select(step => step.At)],
                    [.. own.Where(step => step.FromState != step.ToState && kind.FinalStates.Contains(step.ToState))
                        .Select(step => (step.ToState, step.At))],
                    own.Where(step => step.FromState != step.ToState && kind.FinalStates.Contains(step.FromState))
                        .GroupBy(step => step.FromState)
                        .ToDictionary(same => same.Key, same => same.LongCount(), StringComparer.Ordinal));
            },
            StringComparer.Ordinal);
    }
}
