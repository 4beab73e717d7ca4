using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>How much waits in the outbox.</summary>
/// <param name="Waiting">Messages that are waiting to be sent; timers are not counted.</param>
/// <param name="OldestAge">How long the oldest of them has waited; zero if there is none.</param>
/// <param name="Timers">Timers that have not been sent, scheduled redeliveries included.</param>
internal sealed record OutboxFigures(long Waiting, TimeSpan OldestAge, long Timers);

/// <summary>
/// Looks at what waits in the outbox. The index on <see cref="OutboxMessage.VisibleAt"/> answers all of it: what becomes visible
/// beyond the horizon of leases is a timer, and is counted without a look at its row.
/// </summary>
/// <param name="context">The database.</param>
/// <param name="now">The present.</param>
/// <param name="options">The horizon.</param>
internal sealed class OutboxReader(DbContext context, DateTimeOffset now, DurabilityOptions options)
{
    private readonly DateTimeOffset _horizon = now + options.LeaseHorizon;

    /// <summary>The messages that are to leave now, and timers that are due soon; nobody tracks them.</summary>
    public IQueryable<OutboxMessage> Near => Messages.Where(message => message.VisibleAt <= _horizon);

    private IQueryable<OutboxMessage> Messages => context.Set<OutboxMessage>().AsNoTracking();

    /// <summary>Reads how much waits.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The figures.</returns>
    public async Task<OutboxFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var waiting = await Near.Where(message => message.DueAt == null)
            .GroupBy(_ => 1)
            .Select(all => new { Count = all.LongCount(), Oldest = all.Min(message => message.CreatedAt) })
            .SingleOrDefaultAsync(cancellationToken);
        var soon = await Near.LongCountAsync(message => message.DueAt != null, cancellationToken);
        var later = await Messages.LongCountAsync(message => message.VisibleAt > _horizon, cancellationToken);
        // Clocks of instances differ.
        var age = waiting is { Oldest: var oldest } && oldest < now ? now - oldest : TimeSpan.Zero;
        return new OutboxFigures(waiting?.Count ?? 0, age, soon + later);
    }

    /// <summary>Counts what is near.</summary>
    /// <param name="most">The count stops here: how many more there are is not counted.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The count.</returns>
    public Task<long> CountNearAsync(int most, CancellationToken cancellationToken) =>
        Near.OrderBy(message => message.VisibleAt).Take(most).LongCountAsync(cancellationToken);

    /// <summary>Counts the timers that should have been sent.</summary>
    /// <param name="dueBefore">Before when they were due.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The count.</returns>
    public Task<long> CountLateTimersAsync(DateTimeOffset dueBefore, CancellationToken cancellationToken) =>
        Near.LongCountAsync(message => message.DueAt < dueBefore, cancellationToken);

    /// <summary>Finds when the next timer is due.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The time; null if there is no timer.</returns>
    public Task<DateTimeOffset?> NextTimerAsync(CancellationToken cancellationToken) =>
        Messages.Where(message => message.DueAt != null).OrderBy(message => message.VisibleAt)
            .Select(message => message.DueAt).FirstOrDefaultAsync(cancellationToken);
}
