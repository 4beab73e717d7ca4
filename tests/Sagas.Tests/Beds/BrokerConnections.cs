using System.Collections.Concurrent;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Sagas.Tests.Beds;

/// <summary>The connections by which messages came, so that they can be torn.</summary>
internal sealed class BrokerConnections
{
    private readonly ConcurrentDictionary<IConnection, byte> _seen = new();

    public void Note(ReceiveContext context)
    {
        if (context.TryGetPayload<ConnectionContext>(out var connection))
            _seen[connection.Connection] = 0;
    }

    /// <summary>Closes what is open. The broker takes back whatever was not acknowledged.</summary>
    public async Task AbortAsync()
    {
        foreach (var connection in _seen.Keys)
            await connection.AbortAsync();
        _seen.Clear();
    }
}
