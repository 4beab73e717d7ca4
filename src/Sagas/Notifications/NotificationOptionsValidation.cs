using Microsoft.Extensions.Options;
using MimeKit;
using Sagas.Notifications.Channels;
using Sagas.Web.Outbound;
using Sagas.Web.Settings;

namespace Sagas.Notifications;

/// <summary>Stops the program at startup if the notification settings are invalid.</summary>
internal class NotificationOptionsValidation : IValidateOptions<NotificationOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var failures = new OptionFailures(NotificationOptions.Section);
        failures.UnlessWithin(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        failures.Unless(options.Concurrency is >= 1 and <= 1000, nameof(options.Concurrency), options.Concurrency, "1 to 1000");
        options.Http.Validate(failures, nameof(options.Http));
        if (options.Channel == NotificationChannelKind.Smtp)
            ValidateSmtp(failures, options);
        if (options.Channel == NotificationChannelKind.Webhook)
            WebhookOf(options).Validate(failures, NotificationOptions.Section);
        return failures.ToResult();
    }

    private static void ValidateSmtp(OptionFailures failures, NotificationOptions options)
    {
        var smtp = options.Smtp;
        failures.Unless(
            MailboxAddress.TryParse(options.From, out var sender) && sender.Domain.Length > 0,
            nameof(options.From),
            options.From,
            "an e-mail address, required by channel Smtp");
        failures.Unless(
            !string.IsNullOrWhiteSpace(smtp.Host),
            $"{nameof(options.Smtp)}:{nameof(smtp.Host)}",
            smtp.Host,
            "the mail server's name, required by channel Smtp");
        failures.Unless(smtp.Port is >= 1 and <= 65535, $"{nameof(options.Smtp)}:{nameof(smtp.Port)}", smtp.Port, "1 to 65535");
        failures.Unless(
            smtp.Tls || string.IsNullOrEmpty(smtp.User) || smtp.Host is "localhost" or "127.0.0.1" or "::1",
            $"{nameof(options.Smtp)}:{nameof(smtp.Tls)}",
            smtp.Tls,
            "true (or a local server), because Sagas:Notifications:Smtp:Password must not be sent unencrypted");
    }

    private static OutboundAddress WebhookOf(NotificationOptions options) =>
        new(nameof(options.WebhookUrl), options.WebhookUrl, "channel Webhook")
        {
            SecretKey = nameof(options.WebhookToken),
            Secret = options.WebhookToken,
            SecretIs = "a token",
        };
}
