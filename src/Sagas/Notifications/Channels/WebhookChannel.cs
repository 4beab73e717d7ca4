using System.Text.Json;
using Sagas.Web.Outbound;

namespace Sagas.Notifications.Channels;

/// <summary>
/// Posts notifications as JSON to a web address; the notification's key is the Idempotency-Key. 408, 429, 5xx and lost
/// connections are retried; any other 4xx is a refusal, except 401 and 407: a wrong token is ours to fix, and no reason to give
/// up on the customer.
/// </summary>
/// <param name="http">The client with address, key and resilience.</param>
internal class WebhookChannel(HttpClient http) : INotificationChannel
{
    /// <inheritdoc />
    public string Name => "webhook";

    /// <inheritdoc />
    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, http.BaseAddress)
        {
            Headers = { { OutboundHttp.IdempotencyKeyHeader, notification.Key } },
            Content = JsonContent.Create(notification, options: JsonSerializerOptions.Web),
        };
        using var response = await http.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode is >= 400 and < 500 and not (401 or 407 or 408 or 429))
            throw new NotificationRefusedException($"The webhook refused with {(int)response.StatusCode}.");
        response.EnsureSuccessStatusCode();
    }
}
