using System.Data.Common;
using System.Net.Sockets;
using Sagas.Chaos.Outside;
using Sagas.Chaos.Service;

namespace Sagas.Chaos.Orders;

/// <summary>
/// An operator who settles orders whose charge was not what was asked for, and no others: whatever else needs attention
/// remains, and is reported as lost.
/// </summary>
internal sealed class Operator(StoredOrders stored, OrderBook book, OrderClient client)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, string> _unclear = [];

    /// <summary>Orders that need attention for a mistake of the gateway, but do not say which.</summary>
    public IReadOnlyCollection<string> Complaints
    {
        get
        {
            lock (_unclear)
                return [.. _unclear.Values];
        }
    }

    /// <summary>Settles orders until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(Interval);
        try
        {
            while (await pace.WaitForNextTickAsync(cancellationToken))
                await TrySettleAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task TrySettleAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (orderId, reason) in await stored.ReadReasonsOfAttentionAsync(cancellationToken))
            {
                if (book.Find(orderId) is { Plan: { NeedsOperator: true } plan } && IsClear(orderId, plan, reason))
                    await client.ResolveAsync(orderId, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is DbException or IOException or SocketException or TimeoutException)
        {
            // Without the database nothing can be seen.
        }
    }

    private bool IsClear(Guid orderId, OrderPlan plan, string reason)
    {
        // Both figures: what was asked for, and what was charged.
        string[] figures = plan.Token == PaymentProvider.WrongAmount ? ["39.8", "40.8"] : ["EUR", "USD"];
        var isClear = Array.TrueForAll(figures, figure => reason.Contains(figure, StringComparison.Ordinal));
        lock (_unclear)
        {
            if (!isClear)
                _unclear[orderId] = $"Order {orderId} ({plan.Token}) needs attention without saying why: {reason}";
        }

        return isClear;
    }
}
