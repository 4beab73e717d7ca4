using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Outbox rows that this process is busy with: being sent, or (embedded) in the queues of the in-memory transport. They
/// are not dispatched a second time, however long that takes.
/// </summary>
internal sealed class InFlightMessages
{
    private static readonly HashSet<string> Nobody = [];

    private readonly ConcurrentDictionary<Guid, HashSet<string>> _awaited = new();

    private readonly Channel<Guid> _arrived = Channel.CreateUnbounded<Guid>();

    /// <summary>Ids of rows whose messages every endpoint has handled.</summary>
    public ChannelReader<Guid> Arrived => _arrived.Reader;

    public int Count => _awaited.Count;

    /// <summary>Ids of rows whose messages have not left yet, or not arrived.</summary>
    public IReadOnlyList<Guid> Unfinished => [.. _awaited.Where(row => row.Value != Nobody).Select(row => row.Key)];

    public bool Contains(Guid outboxId) => _awaited.ContainsKey(outboxId);

    /// <summary>Takes the row on.</summary>
    /// <returns>False if this process is busy with it already.</returns>
    public bool TryBegin(Guid outboxId, IReadOnlyCollection<string> endpoints) =>
        _awaited.TryAdd(outboxId, new HashSet<string>(endpoints, StringComparer.Ordinal));

    /// <summary>An endpoint has handled the message for good.</summary>
    public void Handled(Guid outboxId, string endpoint)
    {
        if (!_awaited.TryGetValue(outboxId, out var endpoints))
            return;

        lock (endpoints)
        {
            if (!endpoints.Remove(endpoint) || endpoints.Count > 0)
                return;
        }

        Complete(outboxId);
    }

    /// <summary>The message needs nothing more: its row is due to be removed, and is looked after until then.</summary>
    public void Complete(Guid outboxId)
    {
        if (_awaited.ContainsKey(outboxId))
            _awaited[outboxId] = Nobody;
        _arrived.Writer.TryWrite(outboxId);
    }

    /// <summary>The row is gone, or is left to whoever finds it when its lease ends.</summary>
    public void Release(Guid outboxId) => _awaited.TryRemove(outboxId, out _);
}
