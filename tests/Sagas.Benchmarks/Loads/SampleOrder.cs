using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sagas.Orders.Api.Submitting;

namespace Sagas.Benchmarks.Loads;

/// <summary>The order that every load submits: one line, and a card that is accepted.</summary>
internal static class SampleOrder
{
    private static readonly Uri Orders = new("/orders", UriKind.Relative);

    public static SubmitOrderRequest New(int number) => new()
    {
        CustomerId = $"c-{number}",
        Email = "ada@example.com",
        Currency = "EUR",
        Lines = [new SubmitOrderLine { Sku = "BOOK-1", Quantity = 2, UnitPrice = 19.90m }],
        PaymentToken = "tok_visa",
    };

    /// <summary>Submits it as a client does.</summary>
    /// <returns>The order's id; null if the service does not accept it.</returns>
    public static async Task<Guid?> TryPostAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(client, number, cancellationToken);
        return status == HttpStatusCode.Accepted ? IdIn(body) : null;
    }

    /// <summary>The same where every order must be accepted.</summary>
    public static async Task<Guid> PostAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(client, number, cancellationToken);
        return status == HttpStatusCode.Accepted
            ? IdIn(body)
            : throw new InvalidOperationException($"POST /orders was answered with {(int)status}: {body}");
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpClient client, int number, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync(Orders, New(number), cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static Guid IdIn(string body) => JsonElement.Parse(body).GetProperty("orderId").GetGuid();
}
