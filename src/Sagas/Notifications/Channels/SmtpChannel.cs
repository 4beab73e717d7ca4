using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;

namespace Sagas.Notifications.Channels;

/// <summary>
/// Sends e-mail. The notification's key is the Message-ID, by which mail servers and mail programs recognise a message
/// that comes twice.
/// </summary>
/// <param name="options">Sender and mail server.</param>
/// <param name="time">The clock.</param>
public class SmtpChannel(IOptions<NotificationOptions> options, TimeProvider time) : INotificationChannel
{
    /// <inheritdoc />
    public string Name => "smtp";

    /// <inheritdoc />
    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var client = Connect();
        using var message = Write(notification);
        try
        {
            await client.SendMailAsync(message, either.Token);
        }
        catch (SmtpException exception) when (IsRefusal((int)exception.StatusCode))
        {
            throw new NotificationRefusedException($"The mail server refused with {(int)exception.StatusCode}.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not answer within {options.Value.Timeout}.", exception);
        }
    }

    /// <summary>5xx is final; those about encryption and login are ours to mend, and no reason to give the customer up.</summary>
    private static bool IsRefusal(int status) => status is >= 500 and < 600 and not (530 or 534 or 535 or 538);

    // A client sends one message at a time; it is cheap next to the connection.
    private SmtpClient Connect()
    {
        var smtp = options.Value.Smtp;
        return new SmtpClient(smtp.Host, smtp.Port)
        {
            EnableSsl = smtp.Tls,
            Credentials = string.IsNullOrEmpty(smtp.User) ? null : new NetworkCredential(smtp.User, smtp.Password),
        };
    }

    private MailMessage Write(Notification notification)
    {
        var from = new MailAddress(options.Value.From);
        return new MailMessage(from, new MailAddress(notification.Email))
        {
            Subject = notification.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = notification.Text.ReplaceLineEndings("\r\n"),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64, // the framework's quoted-printable escapes line ends
            Headers = { ["Message-ID"] = $"<{notification.Key}@{from.Host}>" },
        };
    }
}
