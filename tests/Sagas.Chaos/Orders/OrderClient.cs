using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Sagas.Chaos.Orders;

/// <summary>
/// A customer's program: it calls any instance, and another one if there is no answer, with the same idempotency key, so that
/// an order whose answer was lost becomes known in the end.
/// </summary>
internal sealed class OrderClient(IReadOnlyList<Uri> instances, string run) : IDisposable
{
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(250);

    // Longer than any pause while the database is being looked for, shorter than anybody's patience.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private int _next;

    /// <summary>Places an order.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<Guid> PlaceAsync(OrderPlan plan, CancellationToken cancellationToken)
    {
        var (_, body) = await AskAsync(
            "/orders", Body(plan), $"{run}-{plan.Number}", [HttpStatusCode.Accepted], cancellationToken);
        return JsonElement.Parse(body).GetProperty("orderId").GetGuid();
    }

    /// <summary>Cancels an order, if it is not too late.</summary>
    /// <exception cref="InvalidOperationException">It was refused for another reason.</exception>
    public Task CancelAsync(Guid orderId, CancellationToken cancellationToken) =>
        AskAsync($"/orders/{orderId}/cancel", null, null, [HttpStatusCode.Accepted, HttpStatusCode.Conflict], cancellationToken);

    /// <summary>Settles an order that needs attention, unless somebody else has.</summary>
    /// <exception cref="InvalidOperationException">It was refused for another reason.</exception>
    public Task ResolveAsync(Guid orderId, CancellationToken cancellationToken) =>
        AskAsync(
            $"/operations/sagas/OrderState/{orderId}/commands/resolve",
            new { reason = "The gateway has charged something else." },
            null, [HttpStatusCode.Accepted, HttpStatusCode.Conflict], cancellationToken);

    public void Dispose() => _http.Dispose();

    private static object Body(OrderPlan plan) => new
    {
        customerId = $"c-{plan.Number}",
        email = "ada@example.com",
        currency = "EUR",
        lines = new[] { new { sku = "BOOK-1", quantity = 2, unitPrice = 19.90m } },
        paymentToken = plan.Token,
    };

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(
        string path, object? body, string? key, HttpStatusCode[] answers, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(NextInstance(), path));
                request.Content = body is null ? null : JsonContent.Create(body);
                if (key is not null)
                    request.Headers.Add("Idempotency-Key", key);
                using var answer = await _http.SendAsync(request, cancellationToken);
                // Read before it is evaluated: a kill may cut off any part of the answer.
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (answers.Contains(answer.StatusCode))
                    return (answer.StatusCode, text);
                if ((int)answer.StatusCode < 500)
                    throw new InvalidOperationException($"POST {path} was answered with {(int)answer.StatusCode}: {text}");
            }
            catch (Exception exception) when (IsSilence(exception, cancellationToken))
            {
                // Killed, starting, or without its database.
            }

            await Pause.ForAsync(PauseBetweenAttempts, cancellationToken);
        }
    }

    private Uri NextInstance() => instances[(int)((uint)Interlocked.Increment(ref _next) % instances.Count)];

    private static bool IsSilence(Exception exception, CancellationToken cancellationToken) =>
        // A process that dies between the connection and its first request leaves only the socket's own exception.
        exception is HttpRequestException or IOException or SocketException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
