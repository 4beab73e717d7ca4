using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Operations.Instances;

namespace Sagas.Operations.Minutes;

/// <summary>Tells the past for pages and programs. All who ask within some seconds share one look at the database.</summary>
internal sealed class RecordedHistory(IServiceScopeFactory scopes, TimeProvider time)
{
    private const int MostActions = 1_000;

    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (long At, HistoryView View)> _told = new(StringComparer.Ordinal);

    /// <summary>Tells it.</summary>
    /// <param name="range">How much of it.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<HistoryView> ReadAsync(HistoryRange range, CancellationToken cancellationToken)
    {
        if (_told.TryGetValue(range.Name, out var told) && time.GetElapsedTime(told.At) < Shared)
            return told.View;
        var begin = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var view = await ReadAsync(scope.ServiceProvider.GetRequiredService<DbContext>(), range, cancellationToken);
        _told[range.Name] = (begin, view);
        return view;
    }

    private async Task<HistoryView> ReadAsync(DbContext db, HistoryRange range, CancellationToken cancellationToken)
    {
        var end = MinuteFigure.MinuteOf(time.GetUtcNow());
        var first = (end - range.Minutes + range.Step - 1) / range.Step;
        var figures = (await RecordedMinutes.ReadAsync(db, (first * range.Step, end), range.Step, cancellationToken))
            .ToLookup(figure => figure.Step);
        var points = Enumerable.Range(first, ((end - 1) / range.Step) - first + 1)
            .Select(step => Point(step, range, [.. figures[step]])).ToList();
        var from = MinuteFigure.TimeOf(first * range.Step);
        var actions = await ActionsAsync(db, from, cancellationToken);
        var marks = Put(actions.Take(MostActions), range).Concat(await StartsAsync(db, from, cancellationToken))
            .OrderBy(mark => mark.At).ToList();
        return new HistoryView(
            range.Name, from, MinuteFigure.TimeOf(end), range.Step, points, marks, actions.Count > MostActions);
    }

    private static HistoryPoint Point(int step, HistoryRange range, IReadOnlyList<RecordedMinutes.Together> figures)
    {
        var stuck = figures.FirstOrDefault(figure => figure.Figure == MinuteFigure.Stuck);
        return new HistoryPoint(
            MinuteFigure.TimeOf(step * range.Step), stuck?.Minutes ?? 0, RecordedMinutes.ByType(figures),
            figures.Where(figure => figure.Figure == MinuteFigure.DeadLetters).Sum(figure => figure.Sum), stuck?.Most ?? 0);
    }

    private static Task<List<Deed>> ActionsAsync(DbContext db, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var newest = db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.At >= from)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.AuditEntryId);
        return newest.Select(entry => new Deed(entry.At, entry.Actor, entry.Action)).Take(MostActions + 1)
            .ToListAsync(cancellationToken);
    }

    // What the same person did within a step is one mark.
    private static IEnumerable<HistoryMark> Put(IEnumerable<Deed> deeds, HistoryRange range) =>
        from deed in deeds
        group deed by (Step: MinuteFigure.MinuteOf(deed.At) / range.Step, deed.Actor, deed.Action) into same
        let count = same.Count()
        select new HistoryMark(
            same.Min(deed => deed.At), "action",
            $"{same.Key.Action}{(count == 1 ? "" : $" × {Shell.Shown.Count(count)}")} by {same.Key.Actor}");

    private static async Task<IEnumerable<HistoryMark>> StartsAsync(
        DbContext db, DateTimeOffset from, CancellationToken cancellationToken) =>
        (await db.Set<ServiceStart>().AsNoTracking().Where(start => start.StartedAt >= from)
            .OrderByDescending(start => start.StartedAt).Take(MostActions).ToListAsync(cancellationToken))
            .Select(start => new HistoryMark(
                start.StartedAt, "start", $"{start.Name} started ({start.Roles}, version {start.Version})"));

    private sealed record Deed(DateTimeOffset At, string Actor, string Action);
}
