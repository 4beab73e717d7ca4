namespace Sagas.Hosting.Transport;

/// <summary>Settings of the message broker other than its address.</summary>
internal class BrokerOptions
{
    /// <summary>
    /// Whether queues are replicated across a cluster's nodes. An existing queue keeps the type it was created with.
    /// </summary>
    public bool QuorumQueues { get; set; }

    /// <summary>Across how many nodes a quorum queue is replicated, 1 to 7; not set: the broker's own default.</summary>
    public int? QuorumSize { get; set; }

    /// <summary>How many messages the broker sends to each endpoint of a process in advance, 1 to 1,000.</summary>
    public int PrefetchCount { get; set; } = 64;

    /// <summary>How long a connection may be silent before it counts as lost, 1 second to 5 minutes.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A cluster's nodes as <c>host</c> or <c>host:port</c>; the process connects to any of them. Not set: the address alone.
    /// </summary>
    public IReadOnlyList<string>? ClusterNodes { get; set; }

    /// <summary>Settings of an encrypted connection.</summary>
    public BrokerTlsOptions Tls { get; set; } = new();
}

/// <summary>Settings of an encrypted connection to the broker. The broker's certificate is always checked.</summary>
internal class BrokerTlsOptions
{
    /// <summary>The name that the broker's certificate must carry; not set: the host of its address.</summary>
    public string? ServerName { get; set; }

    /// <summary>A client certificate, a PKCS #12 file; not set: none.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The client certificate's passphrase.</summary>
    public string? CertificatePassphrase { get; set; }
}
