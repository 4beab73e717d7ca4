using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Registry;
using Sagas.Durability.Retention;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Instances;

namespace Sagas.Operations.Minutes;

/// <summary>
/// Records every minute that is over, so that the last days can be told at once. Minutes are counted from the database: a process
/// that starts also records those in which no process was there to do so, and the latest minutes are counted again, because some
/// steps are stored late. Several processes may do this: they count the same, each minute is stored in one transaction, and
/// whoever comes second finds it done.
/// </summary>
internal sealed class MinuteRecorder(
    IServiceScopeFactory scopes, SagaRegistry registry, InstanceBeat instance, TimeProvider time, ILogger<MinuteRecorder> logger)
    : BackgroundService
{
    /// <summary>How long minutes are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    // How many minutes are counted again.
    private const int Again = 5;
    private const int AtATime = 60;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly Throttle _pace = new(time);

    /// <summary>Records all minutes that are over and are not recorded yet.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var last = MinuteFigure.MinuteOf(time.GetUtcNow()) - 1;
        var oldest = last + 1 - (int)Kept.TotalMinutes;
        if (await LatestAsync(cancellationToken) is not { } latest)
            latest = oldest - 1;
        if (latest >= last)
            return;
        for (var first = Math.Max(oldest, latest + 1 - Again); first <= last; first += AtATime)
        {
            var end = Math.Min(last, first + AtATime - 1);
            if (!await _pace.DoAsync(() => RecordAsync(first, end, cancellationToken), cancellationToken))
                return;
        }

        while (await RemoveAsync(oldest, cancellationToken) > 0)
            logger.LogDebug("Old minutes were removed");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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
        var turn = TimeSpan.FromSeconds(instance.InstanceId.ToByteArray()[^1] % 8);
        return MinuteFigure.TimeOf(MinuteFigure.MinuteOf(now) + 1) + Settling + turn - now;
    }

    private async Task<int?> LatestAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DbContext>().Set<MinuteFigure>()
            .MaxAsync(figure => (int?)figure.Minute, cancellationToken);
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

    // An hour at a time.
    private async Task<int> RemoveAsync(int oldest, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var figures = scope.ServiceProvider.GetRequiredService<DbContext>().Set<MinuteFigure>();
        if (await figures.MinAsync(figure => (int?)figure.Minute, cancellationToken) is not { } first || first >= oldest)
            return 0;
        var end = Math.Min(oldest, first + AtATime);
        return await figures.Where(figure => figure.Minute < end).ExecuteDeleteAsync(cancellationToken);
    }
}
