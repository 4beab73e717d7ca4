using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;

namespace Sagas.Operations.Overview;

/// <summary>
/// Follows sagas of one type. Those in progress are counted each time; those that have ended, possibly millions, are counted
/// now and then, and the counts are kept up to date with the steps taken in between.
/// </summary>
internal sealed class SagaTypeWatch(SagaType kind, TimeProvider time)
{
    private const int DurationsRead = 500;
    private const int CostShare = 50;

    private static readonly TimeSpan FullCountInterval = TimeSpan.FromMinutes(1);

    private readonly List<DateTimeOffset> _began = [];
    private readonly List<DateTimeOffset> _ended = [];
    private Dictionary<string, long> _over = [];
    private DateTimeOffset? _nextFullCount;

    /// <summary>Takes a sample of them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="steps">The steps since the last sample; null if there are none.</param>
    /// <param name="stuck">How many of them are stuck, by state.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<SagaTypeSample> LookAsync(
        DbContext db, StepFeed.Steps? steps, IReadOnlyDictionary<string, long> stuck, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await CountOverAsync(db, steps, now, cancellationToken);
        string[] underWay = [.. kind.Graph.States.Where(state => !kind.FinalStates.Contains(state))];
        var counts = new Dictionary<string, long>(_over, StringComparer.Ordinal);
        foreach (var (state, count) in await kind.CountAsync(db, underWay, cancellationToken))
            counts[state] = count;

        var (began, ended) = RatesAt(now, steps);
        var waiting = underWay.Sum(state => counts.GetValueOrDefault(state));
        var clearing = underWay.Sum(state => Clearing(state, counts.GetValueOrDefault(state), stuck));
        var durations = await DurationsAsync(db, cancellationToken);
        return new SagaTypeSample(
            kind.Name, kind.Title, counts, waiting, began, ended, At(durations, 0.5), At(durations, 0.99),
            waiting == 0 ? TimeSpan.Zero
                : ended > 0 && clearing > 0
                    ? TimeSpan.FromSeconds(Math.Min(clearing / ended, TimeSpan.SecondsPerDay * 365))
                : null,
            waiting - clearing)
        {
            DeadLetters = await kind.CountDeadLettersAsync(db, cancellationToken),
        };
    }

    // Where no saga should be, each waits for a person.
    private long Clearing(string state, long count, IReadOnlyDictionary<string, long> stuck) =>
        kind.Expected.TryGetValue(state, out var expected) && expected == TimeSpan.Zero
            ? 0
            : Math.Max(0, count - stuck.GetValueOrDefault(state));

    private async Task CountOverAsync(
        DbContext db, StepFeed.Steps? steps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_nextFullCount is { } next && now < next)
        {
            foreach (var (state, count) in steps?.EndedByState ?? [])
                _over[state] = _over.GetValueOrDefault(state) + count;
            foreach (var (state, count) in steps?.Left ?? new Dictionary<string, long>(StringComparer.Ordinal))
                _over[state] = Math.Max(0, _over.GetValueOrDefault(state) - count);
            return;
        }

        var begin = time.GetTimestamp();
        _over = new(await kind.CountAsync(db, [.. kind.FinalStates], cancellationToken), StringComparer.Ordinal);
        var rest = time.GetElapsedTime(begin) * CostShare;
        _nextFullCount = now + (rest > FullCountInterval ? rest : FullCountInterval);
    }

    private (double Began, double Ended) RatesAt(DateTimeOffset now, StepFeed.Steps? steps)
    {
        _began.AddRange(steps?.Began ?? []);
        _ended.AddRange(steps?.Ended.Select(step => step.At) ?? []);
        foreach (var times in (List<DateTimeOffset>[])[_began, _ended])
            times.RemoveAll(at => at < now - StepFeed.Lately);
        return (_began.Count / StepFeed.Lately.TotalSeconds, _ended.Count / StepFeed.Lately.TotalSeconds);
    }

    private async Task<List<TimeSpan>> DurationsAsync(DbContext db, CancellationToken cancellationToken)
    {
        var durations = new List<TimeSpan>();
        foreach (var state in kind.FinalStates)
            durations.AddRange(await kind.LastDurationsAsync(db, state, DurationsRead, cancellationToken));
        durations.Sort();
        return durations;
    }

    private static TimeSpan? At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
