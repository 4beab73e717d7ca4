using System.Collections.Concurrent;
using System.Diagnostics;
using Sagas.Benchmarks.Service;

namespace Sagas.Benchmarks.Loads;

/// <summary>Submits orders, keeping a certain number in progress at any time.</summary>
internal sealed class OrderLoad(Uri service, ServiceMeters meters, int concurrency) : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client = new() { BaseAddress = service };
    private readonly ConcurrentBag<Guid> _accepted = [];

    /// <summary>Every order that was answered with 202.</summary>
    public IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>Submits orders and waits until they have ended, as far as they do.</summary>
    /// <returns>Those that were accepted.</returns>
    public async Task<IReadOnlyList<Guid>> RunAsync(int count, TimeSpan submittingLimit, CancellationToken cancellationToken)
    {
        using var underWay = new SemaphoreSlim(concurrency);
        var begin = Stopwatch.GetTimestamp();
        var posts = new List<Task<Guid>>(count);
        meters.OrderEnded = () => underWay.Release();
        try
        {
            while (posts.Count < count && Stopwatch.GetElapsedTime(begin) < submittingLimit)
            {
                if (await underWay.WaitAsync(EndLimit, cancellationToken))
                    posts.Add(PostAsync(posts.Count, cancellationToken));
                else
                    break;
            }

            var accepted = await Task.WhenAll(posts);
            // Once it has all places, nothing is in progress. If an order is lost, the audit says which.
            for (var i = 0; i < concurrency && await underWay.WaitAsync(EndLimit, cancellationToken); i++)
            {
            }

            return accepted;
        }
        finally
        {
            meters.OrderEnded = null;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Guid> PostAsync(int number, CancellationToken cancellationToken)
    {
        var orderId = await SampleOrder.PostAsync(_client, number, cancellationToken);
        _accepted.Add(orderId);
        return orderId;
    }
}
