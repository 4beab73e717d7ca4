using System.Net;
using System.Text.Json;
using Polly.CircuitBreaker;
using Sagas.Web.Json;
using Sagas.Web.Outbound;

namespace Sagas.Payments.Gateways;

/// <summary>A payment service behind HTTP.</summary>
/// <remarks>
/// <code>
/// POST /charges                       Idempotency-Key: {paymentId}          → 2xx charge | 402 problem with "code"
/// GET  /charges/{paymentId}                                                 → 200 charge | 404 none
/// POST /charges/{paymentId}/refunds   Idempotency-Key: {paymentId}-refund   → 2xx, with or without a charge that is "refunded"
/// charge: {"chargeId":"…","status":"charged","amount":39.80,"currency":"EUR"}
/// </code>
/// Only 402 is a refusal. 408, 425, 429, 5xx and lost connections are retried here; every other answer is a fault that only the
/// message's own retries repeat. With <c>Retry-After</c> it is no failure: nothing is asked of the gateway before that time.
/// </remarks>
/// <param name="http">The client with address, key and resilience.</param>
internal class HttpPaymentGateway(HttpClient http) : IPaymentGateway
{
    private const string UnnamedDecline = "declined";
    private const int LongestCode = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new ExactAmountJson() },
        // What is said twice about money is not said.
        AllowDuplicateProperties = false,
    };

    /// <inheritdoc />
    public async Task<ChargeResult> ChargeAsync(ChargeRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            "charges",
            new { request.PaymentId, request.OrderId, request.Amount, request.Currency, request.PaymentToken },
            idempotencyKey: $"{request.PaymentId}",
            cancellationToken);
        if (response.StatusCode == HttpStatusCode.PaymentRequired)
            return ChargeResult.Declined(await ReadCodeAsync(response, cancellationToken));

        var answer = await ReadAsync<ChargeAnswer>(response, cancellationToken);
        return answer.IsDecline ? ChargeResult.Declined(UnnamedDecline) : ChargeResult.Approved(answer.ToCharge());
    }

    /// <inheritdoc />
    public async Task<GatewayCharge?> FindChargeAsync(Guid paymentId, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            HttpMethod.Get, $"charges/{paymentId}", body: null, idempotencyKey: null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;

        var answer = await ReadAsync<ChargeAnswer>(response, cancellationToken);
        return answer.IsDecline ? null : answer.ToCharge();
    }

    /// <inheritdoc />
    public async Task RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            $"charges/{request.PaymentId}/refunds",
            new { request.ChargeId, request.Amount, request.Currency, request.Reason },
            idempotencyKey: $"{request.PaymentId}-refund",
            cancellationToken);
        ThrowUnlessSuccess(response);
        (await ReadRefundAsync(response, cancellationToken))?.ShouldBe(request);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        if (idempotencyKey is not null)
            request.Headers.Add(OutboundHttp.IdempotencyKeyHeader, idempotencyKey);
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (RestingException exception)
        {
            throw new PaymentGatewayException(exception.Message, exception);
        }
        catch (HttpRequestException exception) when (exception.InnerException is BrokenCircuitException)
        {
            throw new PaymentGatewayException(exception.Message, exception);
        }
        catch (Exception exception) when (OutboundHttp.IsOutage(exception))
        {
            throw new PaymentGatewayException($"The payment gateway did not answer {method} {path}.", exception);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ThrowUnlessSuccess(response);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
                ?? throw new PaymentGatewayException("The payment gateway answered null.");
        }
        catch (JsonException exception)
        {
            throw Unreadable("something that is not a charge", exception);
        }
    }

    // A gateway may answer nothing; but what it says about the refund is not to be overlooked.
    private static async Task<RefundAnswer?> ReadRefundAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.Accepted && text.AsSpan().TrimStart(" \t\r\n"u8).Length == 0)
            return null;
        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(text, Json);
            if (answer.ValueKind == JsonValueKind.Object && !answer.EnumerateObject().Any())
                return null;
            return answer.Deserialize<RefundAnswer>(Json)
                ?? throw new PaymentGatewayException("The payment gateway answered null.");
        }
        catch (JsonException exception)
        {
            throw Unreadable("something that is not a refund", exception);
        }
    }

    private static PaymentGatewayException Unreadable(string what, JsonException exception) =>
        new($"The payment gateway answered with {what}: {exception.Path}: {exception.Message}", exception);

    private static void ThrowUnlessSuccess(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new PaymentGatewayException(
                $"The payment gateway answered {(int)response.StatusCode} to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}.");
        }
    }

    private static async Task<string> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(JsonSerializerOptions.Web, cancellationToken);
            return problem.ValueKind == JsonValueKind.Object
                && problem.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                && code.GetString() is { Length: > 0 and <= LongestCode } text
                && !string.IsNullOrWhiteSpace(text)
                ? text
                : UnnamedDecline;
        }
        catch (JsonException)
        {
            return UnnamedDecline; // A refusal without a reason is still a refusal.
        }
    }
}
