using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Retention;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Archive;

/// <summary>
/// Moves sagas that ended long ago into the archive, in batches small enough not to get in the way. Any number of instances may
/// do so in parallel.
/// </summary>
internal sealed class SagaArchiver(
    IServiceProvider services,
    DurableDatabase database,
    IOptions<DurabilityOptions> options,
    TimeProvider time,
    ILogger<SagaArchiver> logger) : InterruptibleService
{
    private readonly ArchiveBatch _batch = new(database, time);
    private readonly HistoryWalk _walk = new(database, options, time);
    private readonly MessagesUnderWay _underWay = new(database);
    private readonly Throttle _pace = new(time);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ArchivePlanCheck.Check(services, database, options.Value);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ArchiveAfter == TimeSpan.Zero || options.Value.ArchivePlans().Count == 0)
            return;

        using var timer = new PeriodicTimer(options.Value.ArchiveInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await ArchiveAsync(stoppingToken) is > 0 and var count)
                    logger.LogInformation(
                        "{Count} sagas without a step for {Age} were archived", count, options.Value.ArchiveAfter);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Finished sagas could not be archived; will try again");
            }
        }
    }

    /// <summary>Archives every saga that can be archived.</summary>
    /// <returns>How many sagas were moved.</returns>
    internal async Task<int> ArchiveAsync(CancellationToken cancellationToken)
    {
        var (before, count) = (time.GetStorableUtcNow() - options.Value.ArchiveAfter, 0);
        _walk.Begin();
        while (await _walk.LookAheadAsync(before, cancellationToken) is { } stretch)
        {
            foreach (var ended in stretch.Ended)
            {
                foreach (var many in ended.Chunk(MessagesUnderWay.MostSagas))
                    count += await ArchiveAsync(ended.Key, many, before, cancellationToken);
            }

            _walk.Pass(stretch);
        }

        return count;
    }

    // Anything sent about them from here on is as late as if they had already been archived.
    private async Task<int> ArchiveAsync(
        ArchivePlan plan, Guid[] sagaIds, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var busy = await _pace.DoAsync(() => _underWay.FindAsync(plan.SagaType, sagaIds, cancellationToken), cancellationToken);
        var count = 0;
        foreach (var some in sagaIds.Where(sagaId => !busy.Contains(sagaId)).Chunk(SagaRows.MostSagas))
            count += await _pace.DoAsync(() => MoveAsync(plan, some, before, cancellationToken), cancellationToken);
        return count;
    }

    private async Task<int> MoveAsync(
        ArchivePlan plan, Guid[] sagaIds, DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            var count = await _batch.MoveAsync(plan, sagaIds, before, cancellationToken);
            DurabilityMetrics.Archived.Add(count, new KeyValuePair<string, object?>("saga", plan.SagaType));
            return count;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!await database.IsReachableAsync(cancellationToken))
                throw;
            return await MoveOneByOneAsync(plan, sagaIds, before, exception, cancellationToken);
        }
    }

    // A saga that cannot be archived must not keep the others from being archived.
    private async Task<int> MoveOneByOneAsync(
        ArchivePlan plan, Guid[] sagaIds, DateTimeOffset before, Exception exception, CancellationToken cancellationToken)
    {
        if (sagaIds is [var sagaId])
        {
            logger.LogWarning(
                exception, "{SagaType} {SagaId} could not be archived; will try again in a day", plan.SagaType, sagaId);
            return 0;
        }

        logger.LogDebug(exception, "{Count} sagas of {SagaType} are archived one by one", sagaIds.Length, plan.SagaType);
        var count = 0;
        foreach (var one in sagaIds)
            count += await MoveAsync(plan, [one], before, cancellationToken);
        return count;
    }
}
