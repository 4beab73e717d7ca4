using System.Collections.Concurrent;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Outbox;

/// <summary>Addresses that messages are sent to, read once: there are few of them, and many messages.</summary>
internal sealed class Destinations
{
    // Whoever asks has an address of its own for the answer, so that there may be any number in the long run.
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, Destination> _known = new(StringComparer.Ordinal);

    /// <summary>What an address says.</summary>
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
/// <param name="Address">The address, without the queue behind it.</param>
/// <param name="Name">The exchange's or queue's name.</param>
internal sealed record Destination(Uri Address, string Name);
