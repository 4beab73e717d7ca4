using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sagas.Tests.Crash;

/// <summary>Many orders posted by a crowd of clients, some of which never get their answer.</summary>
internal sealed class OrderRush
{
    /// <summary>Mostly good cards, and one of each kind of trouble in ten.</summary>
    private static readonly string[] Tokens =
    [
        "tok_visa", "tok_visa", "tok_declined", "tok_visa", "tok_flaky", "tok_visa", "tok_lost_answer", "tok_visa",
        "tok_down", "tok_visa",
    ];

    /// <summary>Fewer clients than orders, so that a kill finds some answered, some under way and some not yet posted.</summary>
    private const int Clients = 10;

    private readonly HttpClient _client;
    private readonly int _round;
    private int _answered;

    public OrderRush(HttpClient client, int round, int count)
    {
        _client = client;
        _round = round;
        Accepted = PostAllAsync(count);
    }

    /// <summary>How many orders have been answered with 202 so far.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>In the end, the orders that were answered with 202.</summary>
    public Task<IReadOnlyList<AcceptedOrder>> Accepted { get; }

    private async Task<IReadOnlyList<AcceptedOrder>> PostAllAsync(int count)
    {
        var accepted = new ConcurrentBag<AcceptedOrder>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (index, _) =>
            {
                if (await PostAsync(index) is { } order)
                    accepted.Add(order);
            });
        return [.. accepted];
    }

    private async Task<AcceptedOrder?> PostAsync(int index)
    {
        var token = Tokens[index % Tokens.Length];
        try
        {
            using var answer = await _client.PostAsJsonAsync(new Uri("/orders", UriKind.Relative), new
            {
                customerId = $"c-{_round}-{index}",
                email = "ada@example.com",
                currency = "EUR",
                lines = new[] { new { sku = "BOOK-1", quantity = 2, unitPrice = 19.90m } },
                paymentToken = token,
            });
            // Read before it is judged: a kill may cut off any part of the answer.
            var body = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode is not HttpStatusCode.Accepted)
                throw new InvalidOperationException($"POST /orders answered {(int)answer.StatusCode}: {body}");

            Interlocked.Increment(ref _answered);
            return new AcceptedOrder(JsonElement.Parse(body).GetProperty("orderId").GetGuid(), token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
