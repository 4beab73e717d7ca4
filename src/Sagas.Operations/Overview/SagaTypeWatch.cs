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

    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FullCountInterval = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, long Began, long Ended)> _lately = new();
    private Dictionary<string, long> _over = [];
    private DateTimeOffset? _nextFullCount;
    private DateTimeOffset? _watchedSince;

    /// <summary>Takes a sample of them.</summary>
    public async Task<SagaTypeSample> LookAsync(DbContext db, StepFeed.Steps? steps, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await CountOverAsync(db, steps, now, cancellationToken);
        string[] underWay = [.. kind.Graph.States.Where(state => !kind.FinalStates.Contains(state))];
        var counts = new Dictionary<string, long>(_over, StringComparer.Ordinal);
        foreach (var (state, count) in await kind.CountAsync(db, underWay, cancellationToken))
            counts[state] = count;

        var (began, ended) = RatesAt(now, steps);
        var waiting = underWay.Sum(state => counts.GetValueOrDefault(state));
        var durations = await DurationsAsync(db, cancellationToken);
        return new SagaTypeSample(
            kind.Name, kind.Title, counts, waiting, began, ended, At(durations, 0.5), At(durations, 0.99),
            waiting == 0 ? TimeSpan.Zero
                : ended > 0 ? TimeSpan.FromSeconds(Math.Min(waiting / ended, TimeSpan.SecondsPerDay * 365))
                : null);
    }

    private async Task CountOverAsync(
        DbContext db, StepFeed.Steps? steps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_nextFullCount is { } next && now < next)
        {
            foreach (var (state, count) in steps?.Ended ?? new Dictionary<string, long>(StringComparer.Ordinal))
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
        _watchedSince ??= now;
        _lately.Enqueue((now, steps?.Began ?? 0, steps?.Ended.Values.Sum() ?? 0));
        while (_lately.Peek().At < now - RateWindow)
            _lately.Dequeue();
        var seconds = Math.Clamp((now - _watchedSince.Value).TotalSeconds, 1, RateWindow.TotalSeconds);
        return (_lately.Sum(look => look.Began) / seconds, _lately.Sum(look => look.Ended) / seconds);
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
