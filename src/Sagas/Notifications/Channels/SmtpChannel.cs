using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Sagas.Notifications.Channels;

/// <summary>
/// Sends e-mail. The notification's key is the Message-ID, by which mail servers and mail programs recognize a message
/// that arrives twice.
/// </summary>
/// <param name="options">Sender and mail server.</param>
/// <param name="time">The clock.</param>
internal class SmtpChannel(IOptions<NotificationOptions> options, TimeProvider time) : INotificationChannel
{
    /// <inheritdoc />
    public string Name => "smtp";

    /// <inheritdoc />
    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var message = Write(notification);
        try
        {
            await SendAsync(message, either.Token);
        }
        // A handshake that is canceled looks like one that failed.
        catch (Exception exception)
            when (either.IsCancellationRequested && exception is OperationCanceledException or SslHandshakeException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"The mail server did not answer within {options.Value.Timeout}.", exception);
        }
        catch (Exception exception) when (InOurWords(exception) is { } told)
        {
#pragma warning disable MA0027 // It is another exception than the one that was caught.
            throw told;
#pragma warning restore MA0027
        }
    }

    /// <summary>
    /// Creates the client for one message; a connection costs little compared with what a mail server does for a message.
    /// </summary>
    protected virtual SmtpClient NewClient() => new()
    {
        Timeout = Timeout.Infinite, // the channel has a limit of its own
        CheckCertificateRevocation = false, // many private authorities publish no revocation lists; they would be refused
    };

    /// <summary>
    /// What a failure means. Its own exception is left behind: the text repeats what the server said, often with the address.
    /// </summary>
    /// <returns>Null for a failure in which the server had no say.</returns>
    private static Exception? InOurWords(Exception exception) => exception switch
    {
        SmtpCommandException refused when IsRefusal(refused) =>
            new NotificationRefusedException($"The mail server refused with {(int)refused.StatusCode}."),
        SmtpCommandException failed =>
            new MailServerException($"The mail server answered {(int)failed.StatusCode}: {failed.Message}"),
        ProtocolException or AuthenticationException or ServiceNotAuthenticatedException =>
            new MailServerException($"The mail server could not be used: {exception.Message}"),
        _ => null,
    };

    /// <summary>
    /// 5xx is final if it is about the recipient or the mail. What is about the sender, the connection, encryption or the login
    /// is ours to fix, and no reason to give up on the customer.
    /// </summary>
    private static bool IsRefusal(SmtpCommandException exception) =>
        exception.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
        && (int)exception.StatusCode is >= 500 and < 600 and not (530 or 534 or 535 or 538);

    private async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        using var client = NewClient();
        await client.ConnectAsync(smtp.Host!, smtp.Port, smtp.Security, cancellationToken);
        if (!string.IsNullOrEmpty(smtp.User))
            await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", cancellationToken);

        var offersUtf8 = client.Capabilities.HasFlag(SmtpCapabilities.UTF8);
        if (!offersUtf8)
            RefuseWhatNeedsUtf8(message);
        var format = FormatOptions.Default.Clone();
        // Only where it is needed, because a server further along the way may not support it.
        format.International = offersUtf8 && message.From.Concat(message.To).OfType<MailboxAddress>().Any(x => x.IsInternational);
        await client.SendAsync(format, message, cancellationToken);
        // Closes the session politely; the mail has been accepted, whatever the server answers.
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    /// <summary>
    /// Most domains can be encoded in ASCII, but local parts cannot; the client would send what cannot regardless.
    /// </summary>
    private static void RefuseWhatNeedsUtf8(MimeMessage message)
    {
        if (message.From.Mailboxes.Any(NeedsUtf8))
            throw new NotSupportedException("The sender has letters beyond ASCII, and the mail server does not offer SMTPUTF8.");
        if (message.To.Mailboxes.Any(NeedsUtf8))
        {
            throw new NotificationRefusedException(
                "The e-mail address has letters beyond ASCII, and the mail server does not offer SMTPUTF8.");
        }
    }

    private static bool NeedsUtf8(MailboxAddress address) => !Ascii.IsValid(address.GetAddress(idnEncode: true));

    private MimeMessage Write(Notification notification)
    {
        var from = MailboxAddress.Parse(options.Value.From);
#pragma warning disable CA2000 // The message disposes of it.
        var body = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.Base64 };
#pragma warning restore CA2000
        body.SetText(Encoding.UTF8, notification.Text.ReplaceLineEndings("\r\n"));
        return new MimeMessage([from], [ReadRecipient(notification.Email)], notification.Subject, body)
        {
            Date = time.GetUtcNow(),
            MessageId = $"{notification.Key}@{from.GetAddress(idnEncode: true).Split('@')[^1]}",
        };
    }

    private static MailboxAddress ReadRecipient(string text) => MailboxAddress.TryParse(text, out var address)
        ? address
        : throw new NotificationRefusedException("The e-mail address is not valid.");
}
