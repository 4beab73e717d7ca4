using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Outbox rows that this process is working on: being sent, or (embedded) in the queues of the in-memory transport. They are not
/// dispatched a second time, however long that takes. Their number is limited, however many are waiting: what exceeds the limit
/// waits only in the outbox. Half of the capacity is reserved for messages that the work itself produces, so that what has
/// started is finished before more is started.
/// </summary>
internal sealed class InFlightMessages(IOptions<DurabilityOptions> options)
{
    private static readonly HashSet<string> Nobody = [];

    private readonly ConcurrentDictionary<Guid, HashSet<string>> _awaited = new();
    private readonly Channel<FinishedMessage> _finished = Channel.CreateUnbounded<FinishedMessage>();
    private readonly Lock _gate = new();
    private readonly int _limit = options.Value.DispatchBacklog;
    private TaskCompletionSource? _emptier;
    private int _count;

    /// <summary>Messages that every endpoint has handled, or that have expired.</summary>
    public ChannelReader<FinishedMessage> Finished => _finished.Reader;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether there is capacity for messages that are sent right after their commit.</summary>
    public bool HasRoom => Count < _limit;

    /// <summary>For how many messages found in the outbox there is capacity.</summary>
    public int RoomForLeft => Math.Max(0, Math.Max(1, _limit / 2) - Count);

    /// <summary>Ids of rows whose messages have not been sent yet, or have not arrived.</summary>
    public IReadOnlyList<Guid> Unfinished => [.. _awaited.Where(row => row.Value != Nobody).Select(row => row.Key)];

    public bool Contains(Guid outboxId) => _awaited.ContainsKey(outboxId);

    /// <summary>If there is no capacity for messages found in the outbox, waits until there is a good deal of it.</summary>
    public async Task UntilRoomForLeftAsync(CancellationToken cancellationToken)
    {
        Task emptier;
        lock (_gate)
        {
            if (RoomForLeft > 0)
                return;
            _emptier ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            emptier = _emptier.Task;
        }

        await emptier.WaitAsync(cancellationToken);
    }

    /// <summary>Starts working on the row.</summary>
    /// <returns>False if this process is already working on it.</returns>
    public bool TryBegin(Guid outboxId, IReadOnlyCollection<string> endpoints)
    {
        if (!_awaited.TryAdd(outboxId, new HashSet<string>(endpoints, StringComparer.Ordinal)))
            return false;
        Interlocked.Increment(ref _count);
        return true;
    }

    /// <summary>An endpoint is done with the message.</summary>
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

    /// <summary>The message needs nothing more: its row can be removed, and stays tracked until then.</summary>
    /// <param name="outboxId">The row.</param>
    /// <param name="hasLeft">Whether the message was sent; false if it had expired by then.</param>
    public void Complete(Guid outboxId, bool hasLeft = true)
    {
        if (_awaited.ContainsKey(outboxId))
            _awaited[outboxId] = Nobody;
        _finished.Writer.TryWrite(new FinishedMessage(outboxId, hasLeft));
    }

    /// <summary>The row is gone, or is left to the instance that finds it when its lease expires.</summary>
    public void Release(Guid outboxId)
    {
        if (!_awaited.TryRemove(outboxId, out _) || Interlocked.Decrement(ref _count) > _limit / 4)
            return;

        lock (_gate)
        {
            _emptier?.SetResult();
            _emptier = null;
        }
    }
}

/// <summary>A message that needs nothing more, and whose row can be removed.</summary>
/// <param name="OutboxId">The row.</param>
/// <param name="HasLeft">Whether it was sent; false if it had expired by then.</param>
internal readonly record struct FinishedMessage(Guid OutboxId, bool HasLeft);
