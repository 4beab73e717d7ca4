using System.Collections.Concurrent;

namespace Sagas.Chaos.Orders;

/// <summary>Records which orders were accepted and when they ended.</summary>
internal sealed class OrderBook(RunClock clock)
{
    private readonly ConcurrentDictionary<Guid, PlacedOrder> _orders = new();
    private readonly ConcurrentDictionary<Guid, byte> _open = new();

    public IReadOnlyCollection<PlacedOrder> Orders => [.. _orders.Values];

    /// <summary>Orders that have not been seen to end.</summary>
    public IReadOnlyCollection<Guid> Open => [.. _open.Keys];

    /// <summary>An order that was accepted; null if it was not.</summary>
    public PlacedOrder? Find(Guid orderId) => _orders.GetValueOrDefault(orderId);

    /// <summary>Records that an order was answered with 202.</summary>
    /// <returns>Whether the service gave it an id of its own.</returns>
    public bool Accepted(Guid orderId, OrderPlan plan)
    {
        if (!_orders.TryAdd(orderId, new PlacedOrder(orderId, plan, clock.Now, null)))
            return _orders[orderId].Plan == plan;
        _open[orderId] = 0;
        return true;
    }

    /// <summary>Records that orders have been seen to end.</summary>
    public void Ended(IEnumerable<Guid> orderIds)
    {
        var now = clock.Now;
        foreach (var orderId in orderIds)
        {
            if (_open.TryRemove(orderId, out _))
                _orders[orderId] = _orders[orderId] with { EndedAt = now };
        }
    }
}
