using System.Threading.Channels;
using Sagas.Benchmarks.Floors.Brokers;
using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors;

/// <summary>Sends what was committed, and removes the rows of messages that have arrived, many at a time.</summary>
internal sealed class FloorOutbox : IAsyncDisposable
{
    private const int Most = 500;

    private readonly IFloorBroker _broker;
    private readonly IFloorCommitter _committer;
    private readonly Channel<Guid> _sent = Channel.CreateUnbounded<Guid>();
    private readonly Task _removing;

    public FloorOutbox(IFloorBroker broker, IFloorCommitter committer)
    {
        _broker = broker;
        _committer = committer;
        _removing = Task.Run(RemoveAsync);
    }

    /// <summary>Nobody waits for this: what is not sent is still in the database.</summary>
    public async Task SendAsync(IEnumerable<FloorOutgoing> messages)
    {
        foreach (var message in messages.Where(message => message.DueAt is null))
        {
            await _broker.PublishAsync(message);
            _sent.Writer.TryWrite(message.OutboxId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _sent.Writer.TryComplete();
        await _removing;
    }

    private async Task RemoveAsync()
    {
        while (await _sent.Reader.WaitToReadAsync())
        {
            var ids = new List<Guid>();
            while (ids.Count < Most && _sent.Reader.TryRead(out var id))
                ids.Add(id);
            await _committer.RemoveAsync(ids);
        }
    }
}
