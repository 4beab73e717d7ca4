using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Verification;
using Sagas.Orders;
using Sagas.Orders.Api;

namespace Sagas.Operations.Verification;

/// <summary>Every order is in a state that the process knows, and has made a step exactly if it has left the first one.</summary>
public class OrdersCheck : IInvariantCheck
{
    /// <summary>The state of an order that is accepted and has not begun.</summary>
    public static readonly string Submitted = OrderStates.ToState(OrderStatus.Submitted);

    /// <summary>The states in which an order is over.</summary>
    public static readonly IReadOnlyList<string> Final =
        [.. Enum.GetValues<OrderStatus>().Where(status => status.IsFinal()).Select(OrderStates.ToState)];

    private static readonly IReadOnlyList<string> Known = [.. Enum.GetValues<OrderStatus>().Select(OrderStates.ToState)];

    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var orders = snapshot.Database.Set<OrderState>().AsNoTracking();
        var broken = orders
            .Where(order => !Known.Contains(order.CurrentState)
                || (order.CurrentState == Submitted && order.Version != 0)
                || (order.CurrentState != Submitted && order.Version == 0))
            .OrderBy(order => order.CorrelationId)
            .Select(order => new { order.CorrelationId, order.CurrentState, order.Version });
        await foreach (var order in broken.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            findings.Violate(order.CorrelationId, Known.Contains(order.CurrentState)
                ? $"is {order.CurrentState} at version {order.Version}"
                : $"is neither over nor in progress, but '{order.CurrentState}'");
        }

        var all = await orders.LongCountAsync(cancellationToken);
        var final = await orders.LongCountAsync(order => Final.Contains(order.CurrentState), cancellationToken);
        findings.Count("orders", all);
        findings.Count("final", final);
        findings.Count("in progress", all - final);
    }
}
