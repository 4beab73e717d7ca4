using System.Text.Json;
using Sagas.Web.Outbound;

namespace Sagas.Notifications.Channels;

/// <summary>
/// Posts notifications as JSON to a web address; the notification's key is the Idempotency-Key. <see cref="AnswerClass"/> says
/// which answers are refusals. A wrong address or token is ours to fix, and no reason to give up on the customer.
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
        var status = (int)response.StatusCode;
        switch (AnswerClasses.Of(response.StatusCode))
        {
            case AnswerClass.Success:
                break;
            case AnswerClass.Refusal:
                throw new NotificationRefusedException($"The webhook refused with {status}.");
            case AnswerClass.Misconfigured:
                throw new HttpRequestException(
                    $"The webhook answered {status}, which is not about the notification: check its address and token.",
                    inner: null, response.StatusCode);
            case AnswerClass.Temporary:
            case AnswerClass.Conflict:
            default:
                throw new HttpRequestException($"The webhook answered {status}.", inner: null, response.StatusCode);
        }
    }
}
