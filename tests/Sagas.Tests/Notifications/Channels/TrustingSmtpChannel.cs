using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using Sagas.Notifications;
using Sagas.Notifications.Channels;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>The SMTP channel on a machine where one more certificate is trusted.</summary>
internal sealed class TrustingSmtpChannel(IOptions<NotificationOptions> options, X509Certificate2 trusted)
    : SmtpChannel(options, TimeProvider.System)
{
    protected override SmtpClient NewClient()
    {
        var client = base.NewClient();
        client.ServerCertificateValidationCallback = (_, shown, _, _) => trusted.Equals(shown);
        return client;
    }
}
