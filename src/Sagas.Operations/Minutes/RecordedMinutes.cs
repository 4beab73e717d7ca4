using Microsoft.EntityFrameworkCore;

namespace Sagas.Operations.Minutes;

/// <summary>Reads recorded minutes, several of them put together by the database.</summary>
internal static class RecordedMinutes
{
    /// <summary>Some minutes put together.</summary>
    /// <param name="Step">Which ones: the minute divided by how many are put together.</param>
    /// <param name="Figure">What happened.</param>
    /// <param name="SagaType">The sagas' type, or nothing.</param>
    /// <param name="State">The final state, or nothing.</param>
    /// <param name="Sum">How often.</param>
    /// <param name="Most">How often in one of the minutes at most.</param>
    /// <param name="Minutes">In how many of the minutes.</param>
    public sealed record Together(int Step, string Figure, string SagaType, string State, long Sum, long Most, int Minutes);

    /// <summary>Reads them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="minutes">The first minute, and the one after the last.</param>
    /// <param name="step">How many are put together.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public static async Task<IReadOnlyList<Together>> ReadAsync(
        DbContext db, (int First, int End) minutes, int step, CancellationToken cancellationToken) =>
        await db.Set<MinuteFigure>().AsNoTracking()
            .Where(figure => figure.Minute >= minutes.First && figure.Minute < minutes.End)
            .GroupBy(figure => new { Step = figure.Minute / step, figure.Figure, figure.SagaType, figure.State })
            .Select(same => new Together(
                same.Key.Step, same.Key.Figure, same.Key.SagaType, same.Key.State, same.Sum(figure => figure.Count),
                same.Max(figure => figure.Count), same.Count()))
            .ToListAsync(cancellationToken);

    /// <summary>How many sagas started and ended, by type.</summary>
    /// <param name="figures">The figures.</param>
    public static IReadOnlyList<HistoryOfType> ByType(IEnumerable<Together> figures) =>
    [
        .. figures.Where(figure => figure.SagaType.Length > 0).GroupBy(figure => figure.SagaType, StringComparer.Ordinal)
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => new HistoryOfType(
                type.Key,
                type.Where(figure => figure.Figure == MinuteFigure.Started).Sum(figure => figure.Sum),
                type.Where(figure => figure.Figure == MinuteFigure.Ended).GroupBy(figure => figure.State, StringComparer.Ordinal)
                    .ToDictionary(same => same.Key, same => same.Sum(figure => figure.Sum), StringComparer.Ordinal))),
    ];
}
