using System.Globalization;
using System.Net;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>Settings of the SMTP channel for a server on this machine.</summary>
internal static class SmtpSettings
{
    public static ChannelProvider Build(IPEndPoint server, params (string Key, string Value)[] settings) => new(
    [
        ("Channel", "Smtp"),
        ("From", "orders@shop.example"),
        ("Smtp:Host", server.Address.ToString()),
        ("Smtp:Port", server.Port.ToString(CultureInfo.InvariantCulture)),
        ("Smtp:Tls", "false"),
        ("Timeout", "00:00:10"),
        .. settings,
    ]);
}
