using MailKit.Security;

namespace Sagas.Notifications;

/// <summary>The mail server, under <c>Sagas:Notifications:Smtp</c>.</summary>
internal class SmtpOptions
{
    // RFC 8314: servers on this port speak TLS from the first byte on.
    private const int PortOfImplicitTls = 465;

    /// <summary>Its name or address.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted: by STARTTLS, on port 465 from the start.</summary>
    public bool Tls { get; set; } = true;

    /// <summary>The user name; empty for a server without authentication.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>How the connection is encrypted; never "only if the server happens to offer it".</summary>
    internal SecureSocketOptions Security => this switch
    {
        { Tls: false } => SecureSocketOptions.None,
        { Port: PortOfImplicitTls } => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
