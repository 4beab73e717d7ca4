using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sagas.Benchmarks.Throughput;

/// <summary>Submits orders, a certain number of which are under way at any time.</summary>
internal sealed class OrderLoad(Uri service, ServiceMeters meters, int concurrency) : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client = new() { BaseAddress = service };
    private readonly ConcurrentBag<Guid> _accepted = [];

    /// <summary>Every order that was answered with 202.</summary>
    public IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>Submits orders and waits for their ends, so far as they come.</summary>
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
            // Whoever gets all places knows that nobody is under way. If an order is lost, the audit tells which.
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
        using var answer = await _client.PostAsJsonAsync(
            new Uri("/orders", UriKind.Relative),
            new
            {
                customerId = $"c-{number}",
                email = "ada@example.com",
                currency = "EUR",
                lines = new[] { new { sku = "BOOK-1", quantity = 2, unitPrice = 19.90m } },
                paymentToken = "tok_visa",
            },
            cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"POST /orders was answered with {(int)answer.StatusCode}: {body}");
        var orderId = JsonElement.Parse(body).GetProperty("orderId").GetGuid();
        _accepted.Add(orderId);
        return orderId;
    }
}
