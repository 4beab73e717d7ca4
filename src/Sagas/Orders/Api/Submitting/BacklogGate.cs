using Microsoft.Extensions.Options;
using Sagas.Durability.Outbox;

namespace Sagas.Orders.Api.Submitting;

/// <summary>
/// Keeps the outbox from growing without bound when orders come faster than they can be handled, or the broker is away for
/// long: from half of the limit on submitting takes longer and longer, and at the limit it is refused.
/// </summary>
/// <param name="backlog">How much waits.</param>
/// <param name="options">The limit.</param>
/// <param name="time">The clock.</param>
public class BacklogGate(OutboxBacklog backlog, IOptions<OrdersApiOptions> options, TimeProvider time)
{
    /// <summary>Lets an order in, sooner or later, or not.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether the order may be taken.</returns>
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
