using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Verification;
using Sagas.Orders;

namespace Sagas.Verification;

/// <summary>Reports how many orders are in which state, and how long the oldest of them has been there.</summary>
/// <param name="settled">Whether an order in progress is a violation.</param>
internal class ProgressCheck(bool settled) : IInvariantCheck
{
    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var orders = snapshot.Database.Set<OrderState>().AsNoTracking();
        var states = await orders
            .GroupBy(order => order.CurrentState)
            .Select(same => new { State = same.Key, Count = same.LongCount(), Since = same.Min(order => order.StateEnteredAt) })
            .ToListAsync(cancellationToken);
        var archived = await new SagaArchive(snapshot.Database).Of<OrderState>()
            .GroupBy(saga => saga.CurrentState)
            .Select(same => new { State = same.Key, Count = same.LongCount() })
            .ToListAsync(cancellationToken);
        var counts = states.Select(state => (state.State, state.Count))
            .Concat(archived.Select(state => (state.State, state.Count)))
            .GroupBy(state => state.State, state => state.Count, StringComparer.Ordinal);
        foreach (var state in counts.OrderBy(state => state.Key, StringComparer.Ordinal))
            findings.Count(state.Key, state.Sum());
        foreach (var state in states.OrderBy(state => state.State, StringComparer.Ordinal))
        {
            if (!OrdersCheck.Final.Contains(state.State))
                findings.Note(FormattableString.Invariant(
                    $"The oldest {state.State} has been so for {snapshot.At - state.Since:d\\.hh\\:mm\\:ss}"));
        }

        if (!settled)
            return;
        var open = orders.Where(order => !OrdersCheck.Final.Contains(order.CurrentState)).OrderBy(order => order.CorrelationId)
            .Select(order => new { order.CorrelationId, order.CurrentState, order.StateEnteredAt });
        await foreach (var order in open.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(
                order.CorrelationId, $"has not ended; it has been {order.CurrentState} since {order.StateEnteredAt:O}");
    }
}
