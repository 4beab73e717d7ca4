using Microsoft.Extensions.Options;
using Sagas.Durability.Outbox;

namespace Sagas.Orders.Api.Submitting;

/// <summary>
/// Keeps the outbox from growing without limit when orders come faster than they can be handled, or when the broker is
/// unavailable for long: from half of the limit on submitting takes longer and longer, and at the limit it is refused.
/// </summary>
/// <param name="backlog">Counts the waiting messages.</param>
/// <param name="options">The limit.</param>
/// <param name="time">The clock.</param>
internal class BacklogGate(OutboxBacklog backlog, IOptions<OrdersApiOptions> options, TimeProvider time)
{
    /// <summary>Admits an order, perhaps after a delay, or refuses it.</summary>
    public async Task<bool> AdmitsAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value.BacklogLimit;
        if (limit == 0)
            return true;

        var waiting = await backlog.CountAsync(limit, cancellationToken);
        if (waiting >= limit)
            return false;

        await Slowdown.WaitAsync(waiting, limit, time, cancellationToken);
        return true;
    }
}
