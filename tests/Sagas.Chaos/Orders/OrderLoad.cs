using System.Collections.Concurrent;

namespace Sagas.Chaos.Orders;

/// <summary>Places so many orders a second, however fast they are answered: customers do not wait for each other.</summary>
internal sealed class OrderLoad(OrderMix mix, OrderBook book, OrderClient client)
{
    private readonly ConcurrentBag<string> _complaints = [];

    /// <summary>What went wrong with requests that should have gone right.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Places orders until told to stop, and waits until each has its answer.</summary>
    /// <param name="perSecond">How many.</param>
    /// <param name="until">Places no more.</param>
    /// <param name="giveUp">Waits no more.</param>
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
            // That was all.
        }

        await Task.WhenAll(placing);
    }

    private async Task PlaceAsync(OrderPlan plan, CancellationToken giveUp)
    {
        try
        {
            var orderId = await client.PlaceAsync(plan, giveUp);
            if (!book.Accepted(orderId, plan))
                _complaints.Add($"Order {orderId} was given to two customers.");
            if (plan.CancelAfter is not { } later)
                return;
            await Pause.ForAsync(later, giveUp);
            await client.CancelAsync(orderId, giveUp);
        }
        catch (OperationCanceledException)
        {
            _complaints.Add($"The request about order number {plan.Number} never had an answer.");
        }
        catch (InvalidOperationException exception)
        {
            _complaints.Add(exception.Message);
        }
    }
}
