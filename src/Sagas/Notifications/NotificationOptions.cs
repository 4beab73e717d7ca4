using Sagas.Notifications.Channels;
using Sagas.Web.Outbound;

namespace Sagas.Notifications;

/// <summary>Settings under <c>Sagas:Notifications</c>.</summary>
internal class NotificationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Notifications";

    /// <summary>How customers are notified.</summary>
    public NotificationChannelKind Channel { get; set; } = NotificationChannelKind.Log;

    /// <summary>SMTP: the sender's address.</summary>
    public string From { get; set; } = "orders@localhost";

    /// <summary>SMTP: the mail server.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Webhook: where notifications are posted.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Webhook: the key sent as a bearer token, if one is required.</summary>
    public string? WebhookToken { get; set; }

    /// <summary>Webhook: retries and circuit breaker.</summary>
    public OutboundHttpResilience Http { get; set; } = new();

    /// <summary>SMTP, webhook: time limit of one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many notifications are sent at a time.</summary>
    public int Concurrency { get; set; } = 32;
}
