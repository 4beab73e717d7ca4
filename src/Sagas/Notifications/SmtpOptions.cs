namespace Sagas.Notifications;

/// <summary>The mail server, under <c>Sagas:Notifications:Smtp</c>.</summary>
public class SmtpOptions
{
    /// <summary>Its name or address.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted (STARTTLS).</summary>
    public bool Tls { get; set; } = true;

    /// <summary>Who logs in; empty for a server that asks nobody.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }
}
