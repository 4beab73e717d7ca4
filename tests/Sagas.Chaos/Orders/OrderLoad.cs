using System.Collections.Concurrent;

namespace Sagas.Chaos.Orders;

/// <summary>Places a number of orders per second, however fast they are answered: customers do not wait for each other.</summary>
internal sealed class OrderLoad(OrderMix mix, OrderBook book, OrderClient client)
{
    private readonly ConcurrentBag<string> _complaints = [];

    /// <summary>Requests that failed but should not have.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Places orders until told to stop, and waits until each has been answered.</summary>
    /// <param name="perSecond">How many.</param>
    /// <param name="until">Stops placing orders.</param>
    /// <param name="giveUp">Stops waiting.</param>
    public async Task RunAsync(double perSecond, CancellationToken until, CancellationToken giveUp)
    {
        var placing = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            while (await pace.WaitForNextTickAsync(until))
                placing.Add(PlaceAsync(mix.Next(), giveUp));
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The load is over.
        }

        await Task.WhenAll(placing);
    }

    private async Task PlaceAsync(OrderPlan plan, CancellationToken giveUp)
    {
        try
        {
            var orderId = await client.PlaceAsync(plan, giveUp);
            if (!book.Accepted(orderId, plan))
                _complaints.Add($"Order {orderId} was returned to two customers.");
            if (plan.CancelAfter is not { } later)
                return;
            await Pause.ForAsync(later, giveUp);
            await client.CancelAsync(orderId, giveUp);
        }
        catch (OperationCanceledException)
        {
            _complaints.Add($"The request about order number {plan.Number} was never answered.");
        }
        catch (InvalidOperationException exception)
        {
            _complaints.Add(exception.Message);
        }
    }
}
