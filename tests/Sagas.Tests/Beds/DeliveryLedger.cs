namespace Sagas.Tests.Beds;

/// <summary>
/// What has been sent to the broker and not been handled: in a queue, or in the hands of a process. It outlives the
/// processes, as queues do: what one of them has sent or taken, and did not come to handle, the next one will get.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid MessageId, string Endpoint), int> _awaited = [];
    private long _changes;

    /// <summary>Grows by everything that is noted.</summary>
    public long Changes
    {
        get
        {
            lock (_lock)
                return _changes;
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _awaited.Count == 0;
        }
    }

    /// <summary>A message is being sent to endpoints; once more, if it was sent before.</summary>
    public void Sent(Guid messageId, IEnumerable<string> endpoints)
    {
        lock (_lock)
        {
            _changes++;
            foreach (var endpoint in endpoints)
                _awaited[(messageId, endpoint)] = _awaited.GetValueOrDefault((messageId, endpoint)) + 1;
        }
    }

    /// <summary>An endpoint is done with a message, and the broker has been told; or it was not sent after all.</summary>
    public void Done(Guid messageId, string endpoint)
    {
        lock (_lock)
        {
            _changes++;
            var left = _awaited.GetValueOrDefault((messageId, endpoint)) - 1;
            if (left > 0)
                _awaited[(messageId, endpoint)] = left;
            else
                _awaited.Remove((messageId, endpoint));
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return string.Join(
                ", ", _awaited.Select(awaited => $"{awaited.Value} × {awaited.Key.MessageId} for {awaited.Key.Endpoint}"));
    }
}
