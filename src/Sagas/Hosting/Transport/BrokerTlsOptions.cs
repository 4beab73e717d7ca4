namespace Sagas.Hosting.Transport;

/// <summary>Settings of an encrypted connection to the broker. The broker's certificate is always checked.</summary>
public class BrokerTlsOptions
{
    /// <summary>The name that the broker's certificate must carry; not set: the host of its address.</summary>
    public string? ServerName { get; set; }

    /// <summary>A client certificate, a PKCS #12 file; not set: none.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The client certificate's passphrase.</summary>
    public string? CertificatePassphrase { get; set; }
}
