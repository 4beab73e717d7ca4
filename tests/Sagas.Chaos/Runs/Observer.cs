using System.Data.Common;
using System.Net.Sockets;
using Sagas.Chaos.Orders;
using Sagas.Chaos.Service;

namespace Sagas.Chaos.Runs;

/// <summary>
/// Looks again and again at what is stored, and records in the book which orders have ended. While the database is unavailable
/// nothing can be seen; orders that ended just before are seen when it is back.
/// </summary>
internal sealed class Observer(RunClock clock, StoredOrders stored, OrderBook book)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly List<Sample> _samples = [];

    public IReadOnlyList<Sample> Samples
    {
        get
        {
            lock (_samples)
                return [.. _samples];
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(Interval);
        try
        {
            while (await pace.WaitForNextTickAsync(cancellationToken))
                await TryLookAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Looks once.</summary>
    /// <returns>What it saw; null if the database is unavailable.</returns>
    public async Task<Sample?> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Orders accepted after this may not be in the answer yet.
            var known = book.Open;
            var open = await stored.ReadOpenAsync(cancellationToken);
            var (messages, timers) = await stored.CountOutboxAsync(cancellationToken);
            book.Ended(known.Where(orderId => !open.Contains(orderId)));
            var sample = new Sample(clock.Now, open.Count, messages, timers);
            lock (_samples)
                _samples.Add(sample);
            return sample;
        }
        catch (Exception exception) when (exception is DbException or IOException or SocketException or TimeoutException)
        {
            return null;
        }
    }
}
