using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Verification;
using Sagas.Orders;
using Sagas.Orders.Api;

namespace Sagas.Verification;

/// <summary>
/// Every order is in a state that the process knows, and has taken a step if and only if it has left the first one.
/// </summary>
internal class OrdersCheck : IInvariantCheck
{
    /// <summary>The state of an order that has been accepted but has not begun.</summary>
    public static readonly string Submitted = OrderStates.ToState(OrderStatus.Submitted);

    /// <summary>The states in which an order has ended.</summary>
    public static readonly IReadOnlyList<string> Final = OrderStateMachine.FinalStates;

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
        var archived = await CheckArchiveAsync(snapshot.Database, findings, cancellationToken);
        findings.Count("orders", all + archived);
        findings.Count("final", final + archived);
        if (archived > 0)
            findings.Count("archived ones among them", archived);
        findings.Count("in progress", all - final);
    }

    /// <returns>How many orders are archived.</returns>
    private static async Task<long> CheckArchiveAsync(
        DbContext database, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var archived = new SagaArchive(database).Of<OrderState>();
        var open = archived.Where(saga => !Final.Contains(saga.CurrentState)).OrderBy(saga => saga.SagaId)
            .Select(saga => new { saga.SagaId, saga.CurrentState });
        await foreach (var order in open.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(order.SagaId, $"is archived, but is '{order.CurrentState}', which is not final");
        return await archived.LongCountAsync(cancellationToken);
    }
}
