using Sagas.Benchmarks.Contests.Results;

namespace Sagas.Benchmarks.Contests;

/// <summary>Measures contestants in turns, so that whatever else the machine does affects all of them.</summary>
internal static class Contest
{
    public static async Task<IReadOnlyList<Run>> RunAsync(
        IReadOnlyList<Entrant> entrants, ContestSettings settings, CancellationToken cancellationToken)
    {
        var runs = new List<Run>();
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var entrant in entrants)
            {
                runs.Add(await MeasureAsync(entrant, settings, cancellationToken));
                await Console.Error.WriteLineAsync(
                    FormattableString.Invariant($"round {round}, {entrant.Name}: {runs[^1].OrdersPerSecond:0} orders/s"));
            }
        }

        return runs;
    }

    /// <summary>Finds what is wrong with the orders of all contestants.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        IReadOnlyList<Entrant> entrants, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        foreach (var entrant in entrants.DistinctBy(entrant => entrant.Database))
            findings.AddRange(
                (await entrant.Database.FindAsync(cancellationToken)).Select(finding => $"{entrant.Name}: {finding}"));
        return findings;
    }

    private static async Task<Run> MeasureAsync(Entrant entrant, ContestSettings settings, CancellationToken cancellationToken)
    {
        await using var contestant = await entrant.StartAsync(cancellationToken);
        var loop = new ClosedLoop(entrant.Name, contestant, settings.Concurrency);
        var run = await loop.RunAsync(settings.WarmUp, settings.Measured, cancellationToken);
        entrant.Database.Note(loop.Accepted);
        return run;
    }
}
