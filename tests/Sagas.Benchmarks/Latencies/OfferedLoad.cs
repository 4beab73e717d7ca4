using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sagas.Benchmarks.Latencies;

/// <summary>
/// Posts so many orders a second, whether the service keeps up or not. A post is late from the moment at which it was due, not
/// from that at which there was time for it.
/// </summary>
internal sealed class OfferedLoad(Uri service) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly HttpClient _client = new() { BaseAddress = service };
    private readonly ConcurrentBag<Guid> _accepted = [];
    private readonly ConcurrentBag<TimeSpan> _posts = [];
    private int _refused;

    public IReadOnlyCollection<Guid> Accepted => _accepted;

    public IReadOnlyCollection<TimeSpan> Posts => _posts;

    public int Refused => _refused;

    public async Task RunAsync(double rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var posts = new List<Task>();
        var begin = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(Tick);
        while (Stopwatch.GetElapsedTime(begin) < duration)
        {
            await ticks.WaitForNextTickAsync(cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(begin);
            for (var due = TimeSpan.FromSeconds(posts.Count / rate); due <= elapsed; due = TimeSpan.FromSeconds(posts.Count / rate))
                posts.Add(PostAsync(posts.Count, begin, due, cancellationToken));
        }

        await Task.WhenAll(posts);
    }

    public void Dispose() => _client.Dispose();

    private async Task PostAsync(int number, long begin, TimeSpan due, CancellationToken cancellationToken)
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
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        _posts.Add(Stopwatch.GetElapsedTime(begin) - due);
        _accepted.Add(JsonElement.Parse(body).GetProperty("orderId").GetGuid());
    }
}
