using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.History;

namespace Sagas.Orders.Api;

/// <summary>
/// Looks at the database until a condition holds: at once, whenever a saga moves in this process, and periodically
/// for changes made by other instances. It stops early when the service stops.
/// </summary>
internal class OrderWatch(
    DbContext db,
    ISagaChanges changes,
    TimeProvider time,
    IOptions<OrdersApiOptions> options,
    IHostApplicationLifetime lifetime)
{
    /// <summary>Whether the service is stopping, so that nobody should keep waiting.</summary>
    public bool Stopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Waits until an order has ended.</summary>
    /// <param name="orderId">The order; it must exist.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The order as it is then, ended or not.</returns>
    public Task<OrderView> UntilFinalAsync(Guid orderId, TimeSpan limit, CancellationToken cancellationToken) => UntilAsync(
        orderId,
        async cancel => await OrderReader.FindAsync(db, orderId, cancel)
            ?? throw new InvalidOperationException($"Order {orderId} was stored, and is not there."),
        order => order.State.IsFinal(),
        limit,
        cancellationToken);

    /// <summary>Looks until the result is good enough.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="orderId">The order whose moves matter; null for all.</param>
    /// <param name="look">Looks at the database.</param>
    /// <param name="enough">Whether the result is good enough.</param>
    /// <param name="limit">How long to look at most.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The last result.</returns>
    public async Task<T> UntilAsync<T>(
        Guid? orderId,
        Func<CancellationToken, Task<T>> look,
        Predicate<T> enough,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
            var remaining = limit - time.GetElapsedTime(started);
            // Before looking: otherwise a move between the look and the wait would go unnoticed.
            var moved = changes.WaitAsync(orderId, Earliest(remaining, options.Value.PollInterval), round.Token);
            try
            {
                var seen = await look(cancellationToken);
                if (enough(seen) || remaining <= TimeSpan.Zero || Stopping)
                    return seen;
                await moved.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                await round.CancelAsync();
            }
        }
    }

    private static TimeSpan Earliest(TimeSpan remaining, TimeSpan poll)
    {
        var earliest = remaining < poll ? remaining : poll;
        return earliest > TimeSpan.Zero ? earliest : TimeSpan.Zero;
    }
}
