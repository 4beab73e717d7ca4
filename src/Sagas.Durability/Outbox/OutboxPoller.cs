using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Finds outbox rows that nobody is sending: timers that are due, and messages whose instance died or could not reach
/// the broker before their lease expired. Any number of instances may search in parallel.
/// </summary>
internal sealed class OutboxPoller(
    IServiceProvider services,
    DurableDatabase database,
    OutboxAlarm alarm,
    OutboxDispatcher dispatcher,
    IDueTimers timers,
    InFlightMessages inFlight,
    IOptions<DurabilityOptions> options,
    TimeProvider time,
    ILogger<OutboxPoller> logger) : InterruptibleService, ICommitListener
{
    private readonly DurabilityOptions _options = options.Value;

    public void Committed(UnitOfWork unit)
    {
        if (unit.LeavesAtOnce == false)
            alarm.WakeAt(time.GetUtcNow());
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.DatabaseIsQueueOfRecord)
            await TakeOverAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var earlier = alarm.Set(_options.OutboxPollInterval);
            await inFlight.UntilRoomForLeftAsync(stoppingToken);
            if (!await TryAsync(SweepAsync, stoppingToken))
                await alarm.WaitAsync(earlier, stoppingToken);
        }
    }

    // With an in-memory transport nothing outlives the process: everything that the last one had sent is sent again.
    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var now = time.GetStorableUtcNow();
        await context.Set<OutboxMessage>()
            .Where(message => message.VisibleAt > now && (message.DueAt == null || message.DueAt <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.VisibleAt, now), cancellationToken);
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var now = time.GetStorableUtcNow();
        var next = await context.Set<OutboxMessage>().OrderBy(message => message.VisibleAt)
            .Select(message => (DateTimeOffset?)message.VisibleAt).FirstOrDefaultAsync(cancellationToken);
        if (next is null || next > now)
        {
            if (next is not null)
                alarm.WakeAt(next.Value);
            return false;
        }

        var most = Math.Clamp(inFlight.RoomForLeft, 1, _options.OutboxBatchSize);
        var claimed = await ClaimAsync(context, now, most, cancellationToken);
        var free = claimed.Where(message => !inFlight.Contains(message.OutboxId))
            .OrderBy(message => message.CreatedAt).ThenBy(message => message.Ordinal)
            .ToLookup(message => message.DueAt is not null);
        if (free[true].Any())
            timers.Fire([.. free[true]]);
        if (free[false].Any())
        {
            logger.LogDebug("{Count} messages were left behind", free[false].Count());
            dispatcher.Enqueue([.. free[false]], wereLeft: true);
        }

        return claimed.Count == most;
    }

    private async Task<List<OutboxMessage>> ClaimAsync(
        DbContext context, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var visible = database.Outbox[nameof(OutboxMessage.VisibleAt)];
        using var turn = await database.TakeWriteLockAsync(cancellationToken);
        return await context.Set<OutboxMessage>()
            .FromSqlRaw(
                database.Dialect.ClaimDue(database.Outbox),
                visible.ToStored(now)!,
                visible.ToStored(now + _options.OutboxLease)!,
                most)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> work, CancellationToken stoppingToken)
    {
        try
        {
            return await work(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The outbox could not be searched; will try again");
            return false;
        }
    }
}

/// <summary>Takes the timers that the poller finds due.</summary>
internal interface IDueTimers
{
    /// <summary>Fires timers whose rows this process has just leased.</summary>
    /// <param name="due">The rows, in the order in which they were set.</param>
    void Fire(IReadOnlyList<OutboxMessage> due);
}
