using System.Collections.Concurrent;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>
/// The endpoints of this process that receive a message. With an in-memory transport there are no others, so a
/// message has arrived when all of them have handled it.
/// </summary>
internal sealed class Subscribers(Destinations destinations)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _endpointsByType =
        new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _endpoints = new(StringComparer.Ordinal);

    /// <summary>Records that an endpoint consumes a message type.</summary>
    public void Add(string endpointName, string messageType)
    {
        _endpoints[endpointName] = 0;
        _endpointsByType.GetOrAdd(messageType, static _ => new(StringComparer.Ordinal))[endpointName] = 0;
    }

    /// <summary>Whether an address is that of an endpoint.</summary>
    public bool Has(Uri address) => _endpoints.ContainsKey(EndpointNames.Of(address));

    /// <summary>The endpoints that a message reaches.</summary>
    public IReadOnlyCollection<string> Of(OutboxMessage message)
    {
        var destination = destinations.Of(message.DestinationAddress).Name;
        if (_endpoints.ContainsKey(destination))
            return [destination];
        if (message.Headers.Contains($"\"{TransportHeaders.Direct}\":", StringComparison.Ordinal))
            return [];

        return [.. message.MessageTypes.Split(';')
            .SelectMany(type => _endpointsByType.TryGetValue(type, out var endpoints) ? endpoints.Keys : [])
            .Distinct(StringComparer.Ordinal)];
    }
}
