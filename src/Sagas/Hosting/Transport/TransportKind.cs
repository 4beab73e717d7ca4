namespace Sagas.Hosting.Transport;

/// <summary>The transports that the service runs on.</summary>
internal enum TransportKind
{
    /// <summary>Within the process: the embedded default. The database is the queue of record.</summary>
    InMemory,

    /// <summary>A RabbitMQ broker.</summary>
    RabbitMq,
}
