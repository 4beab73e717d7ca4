using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Registry;
using Sagas.Durability.Retention;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Minutes;

/// <summary>
/// Records every minute that is over, so that the last days can be told at once. Minutes are counted from the database: a process
/// that starts also records those in which no process was there to do so, and the latest minutes are counted again, because some
/// steps are stored late. Several processes may do this: they count the same, each minute is stored in one transaction, and
/// whoever comes second finds it done.
/// </summary>
internal sealed class MinuteRecorder(
    IServiceScopeFactory scopes, SagaRegistry registry, TimeProvider time, ILogger<MinuteRecorder> logger) : InterruptibleService
{
    /// <summary>How long minutes are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    // How many minutes are counted again.
    private const int Again = 5;
    private const int AtATime = 240;
    private const int Turns = 8;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly Throttle _pace = new(time);
    private readonly TimeSpan _turn = TimeSpan.FromSeconds(Guid.NewGuid().ToByteArray()[^1] % Turns);

    /// <summary>Records all minutes that are over and are not recorded yet.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var last = MinuteFigure.MinuteOf(time.GetUtcNow()) - 1;
        var oldest = last + 1 - (int)Kept.TotalMinutes;
        if (await FirstAsync(last, cancellationToken) is not { } begin)
            return;
        for (var first = Math.Max(oldest, begin); first <= last; first += AtATime)
        {
            var end = Math.Min(last, first + AtATime - 1);
            if (!await _pace.DoAsync(() => RecordAsync(first, end, cancellationToken), cancellationToken))
                return;
        }

        while (await RemoveAsync(oldest, cancellationToken) > 0)
            logger.LogDebug("Old minutes were removed");
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RecordAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("The minute could not be recorded; will try again: {Reason}", exception.Message);
            }

            await time.DelayAsync(UntilNext(), stoppingToken);
        }
    }

    // Processes take turns of a second, so that mostly one of them has the work.
    private TimeSpan UntilNext()
    {
        var now = time.GetUtcNow();
        return MinuteFigure.TimeOf(MinuteFigure.MinuteOf(now) + 1) + Settling + _turn - now;
    }

    // The latest minutes that are recorded are counted again. The first time, it begins when anything happened at all.
    private async Task<int?> FirstAsync(int last, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var latest = await db.Set<MinuteFigure>().OrderByDescending(figure => figure.Minute)
            .Select(figure => (int?)figure.Minute).FirstOrDefaultAsync(cancellationToken);
        if (latest is not null)
            return latest < last ? latest + 1 - Again : null;
        var step = await db.Set<SagaTransition>().OrderBy(step => step.Position).Select(step => (DateTimeOffset?)step.At)
            .FirstOrDefaultAsync(cancellationToken);
        var letter = await db.Set<DeadLetter>().OrderBy(letter => letter.DeadAt).ThenBy(letter => letter.DeadLetterId)
            .Select(letter => (DateTimeOffset?)letter.DeadAt).FirstOrDefaultAsync(cancellationToken);
        return new[] { step, letter }.Min() is { } first ? Math.Min(last, MinuteFigure.MinuteOf(first)) : last;
    }

    private async Task<bool> RecordAsync(int first, int last, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var counts = new MinuteCounts(db, registry);
        await counts.CountStepsAsync(first, last, cancellationToken);
        await counts.CountLettersAsync(first, last, cancellationToken);
        await counts.CountStuckAsync(first, last, cancellationToken);
        var stored = await db.Set<MinuteFigure>().Where(figure => figure.Minute >= first && figure.Minute <= last)
            .ToDictionaryAsync(
                figure => (figure.Minute, figure.Figure, figure.SagaType, figure.State), cancellationToken);
        foreach (var (key, count) in counts.All)
        {
            // What was counted once has happened, even if it has left the history for the archive since.
            if (!stored.TryGetValue(key, out var figure))
                db.Add(new MinuteFigure
                {
                    Minute = key.Minute,
                    Figure = key.Figure,
                    SagaType = key.SagaType,
                    State = key.State,
                    Count = count,
                });
            else if (key.Figure == MinuteFigure.Stuck || count > figure.Count)
                figure.Count = count;
        }

        // Whoever loses against another process has nothing left to do: the other counted the same.
        var unit = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        return !db.ChangeTracker.HasChanges() || await unit.CommitAsync(cancellationToken) == CommitOutcome.Committed;
    }

    // Some hours at a time.
    private async Task<int> RemoveAsync(int oldest, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var figures = scope.ServiceProvider.GetRequiredService<DbContext>().Set<MinuteFigure>();
        var first = await figures.OrderBy(figure => figure.Minute).Select(figure => (int?)figure.Minute)
            .FirstOrDefaultAsync(cancellationToken);
        if (first is null || first >= oldest)
            return 0;
        var end = Math.Min(oldest, first.Value + AtATime);
        return await figures.Where(figure => figure.Minute < end).ExecuteDeleteAsync(cancellationToken);
    }
}
