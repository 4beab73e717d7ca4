using System.Collections.Concurrent;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Outbox;

/// <summary>Caches parsed destination addresses: there are few of them, and many messages.</summary>
internal sealed class Destinations
{
    // Every requester has its own response address, so over time there may be any number of them.
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, Destination> _known = new(StringComparer.Ordinal);

    /// <summary>Parses an address.</summary>
    public Destination Of(string address)
    {
        if (_known.TryGetValue(address, out var known))
            return known;
        if (_known.Count >= Most)
            _known.Clear();
        var parsed = new Uri(address);
        return _known[address] = new Destination(EndpointNames.WithoutQueue(parsed), EndpointNames.Of(parsed));
    }
}

/// <summary>Where a message is sent.</summary>
/// <param name="Address">The address of the exchange, without a queue behind it.</param>
/// <param name="Name">The name of the exchange or queue.</param>
internal sealed record Destination(Uri Address, string Name);
