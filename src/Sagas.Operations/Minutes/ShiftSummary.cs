using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Operations.Instances;

namespace Sagas.Operations.Minutes;

/// <summary>Sums up a shift for whoever takes over.</summary>
internal sealed class ShiftSummary(DbContext db, SagaRegistry registry, PauseWatch pauses, TimeProvider time)
{
    private const int MostLines = 50;

    /// <summary>The hours that a summary may have.</summary>
    public static IReadOnlyList<int> Hours { get; } = [8, 24];


    /// <summary>Sums it up.</summary>
    /// <param name="hours">How many hours.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<SummaryView> ReadAsync(int hours, CancellationToken cancellationToken)
    {
        var end = MinuteFigure.MinuteOf(time.GetUtcNow());
        var first = end - (hours * 60);
        var (from, to) = (MinuteFigure.TimeOf(first), MinuteFigure.TimeOf(end));
        // Without their minutes: the step is longer than any time.
        var figures = await RecordedMinutes.ReadAsync(db, (first, end), int.MaxValue, cancellationToken);
        var actions = await ActionsAsync(from, to, cancellationToken);
        var stuck = await AlertReader.CountStuckAsync(db, time.GetUtcNow(), cancellationToken);
        return new SummaryView(
            from, to, figures.FirstOrDefault(figure => figure.Figure == MinuteFigure.Stuck)?.Minutes ?? 0, ByType(figures),
            new SummaryOfLetters(
                figures.Where(figure => figure.Figure == MinuteFigure.DeadLetters).Sum(figure => figure.Sum),
                Count(actions, AuditActions.DeadLetterRetried, AuditActions.DeadLetterEdited),
                Count(actions, AuditActions.DeadLetterDiscarded),
                await db.Set<DeadLetter>().LongCountAsync(cancellationToken)),
            stuck.Sum(alerts => alerts.Stuck), [.. actions.Take(MostLines)], await StartsAsync(from, to, cancellationToken),
            await pauses.LatestAsync(cancellationToken));
    }

    private List<SummaryOfType> ByType(IReadOnlyList<RecordedMinutes.Together> figures)
    {
        var known = RecordedMinutes.ByType(figures).ToDictionary(type => type.SagaType, StringComparer.Ordinal);
        return
        [
            .. registry.Types.Select(type =>
            {
                var own = known.GetValueOrDefault(type.Name);
                return new SummaryOfType(type.Name, type.Title, own?.Started ?? 0, type.FinalStates.ToDictionary(
                    state => state, state => own?.Ended.GetValueOrDefault(state) ?? 0, StringComparer.Ordinal));
            }),
        ];
    }

    private async Task<List<SummaryAction>> ActionsAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var actions = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.At >= from && entry.At < to)
            .GroupBy(entry => new { entry.Actor, entry.Action })
            .Select(same => new { same.Key.Actor, same.Key.Action, Count = same.LongCount() })
            .ToListAsync(cancellationToken);
        return
        [
            .. actions.OrderByDescending(action => action.Count).ThenBy(action => action.Action, StringComparer.Ordinal)
                .ThenBy(action => action.Actor, StringComparer.Ordinal)
                .Select(action => new SummaryAction(action.Actor, action.Action, action.Count)),
        ];
    }

    private async Task<IReadOnlyList<SummaryStart>> StartsAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var starts = await db.Set<ServiceStart>().AsNoTracking()
            .Where(start => start.StartedAt >= from && start.StartedAt < to)
            .OrderByDescending(start => start.StartedAt).Take(MostLines).ToListAsync(cancellationToken);
        starts.Reverse();
        return starts.ConvertAll(start => new SummaryStart(start.StartedAt, start.Name, start.Roles, start.Version));
    }

    private static long Count(IEnumerable<SummaryAction> all, params ReadOnlySpan<string> actions)
    {
        var count = 0L;
        foreach (var action in all)
            count += actions.Contains(action.Action) ? action.Count : 0;
        return count;
    }
}
