using System.Threading.Channels;
using Npgsql;

namespace Sagas.Benchmarks.Floors;

/// <summary>Sends what was committed, and removes the rows of what the broker has, many at a time.</summary>
internal sealed class FloorOutbox : IAsyncDisposable
{
    private const int Most = 500;

    private readonly FloorBroker _broker;
    private readonly NpgsqlDataSource _database;
    private readonly Channel<Guid> _sent = Channel.CreateUnbounded<Guid>();
    private readonly Task _removing;

    public FloorOutbox(FloorBroker broker, string connectionString)
    {
        _broker = broker;
        _database = FloorDatabase.Open(connectionString);
        _removing = Task.Run(RemoveAsync);
    }

    /// <summary>Nobody waits for this: what does not leave is in the database.</summary>
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
        await _database.DisposeAsync();
    }

    private async Task RemoveAsync()
    {
        while (await _sent.Reader.WaitToReadAsync())
        {
            var ids = new List<Guid>();
            while (ids.Count < Most && _sent.Reader.TryRead(out var id))
                ids.Add(id);
            await using var batch = _database.CreateBatch();
            batch.BatchCommands.Add(FloorTexts.Remove(ids).ToCommand());
            await batch.ExecuteNonQueryAsync();
        }
    }
}
