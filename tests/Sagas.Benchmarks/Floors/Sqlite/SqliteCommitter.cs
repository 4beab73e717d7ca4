using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Sagas.Benchmarks.Floors.Sqlite;

/// <summary>
/// The floors on SQLite, which has one writer: units that wait in the meantime are written next, up to a limit per transaction.
/// </summary>
internal sealed class SqliteCommitter : IFloorCommitter
{
    /// <summary>Floor A: one transaction per message.</summary>
    public const int OneByOne = 1;

    /// <summary>Floor B: many messages per transaction, as many as in the service.</summary>
    public const int Grouped = 64;

    private readonly SqliteFloor _writer;
    private readonly SqliteFloor _reader;
    private readonly Lock _reading = new();
    private readonly int _most;
    private readonly Channel<FloorUnit> _units = Channel.CreateUnbounded<FloorUnit>();
    private readonly Task _loop;

    public SqliteCommitter(string connectionString, int most)
    {
        _writer = new SqliteFloor(connectionString);
        _reader = new SqliteFloor(connectionString);
        _most = most;
        _loop = Task.Run(WriteAsync);
    }

    public Task CommitAsync(FloorUnit unit)
    {
        _units.Writer.TryWrite(unit);
        return unit.Committed.Task;
    }

    public Task<FloorState> FindAsync(Guid orderId)
    {
        lock (_reading)
            return Task.FromResult(_reader.Read(orderId));
    }

    public Task RemoveAsync(IReadOnlyList<Guid> outboxIds) => CommitAsync(new FloorUnit { Removed = [.. outboxIds] });

    public async ValueTask DisposeAsync()
    {
        _units.Writer.Complete();
        await _loop;
        _writer.Dispose();
        _reader.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await _units.Reader.WaitToReadAsync())
        {
            var group = new List<FloorUnit>();
            while (group.Count < _most && _units.Reader.TryRead(out var unit))
                group.Add(unit);
            if (!TryWrite(group))
                group.ForEach(WriteAlone);
        }
    }

    private bool TryWrite(List<FloorUnit> group)
    {
        try
        {
            _writer.Write(group);
            group.ForEach(unit => unit.Committed.SetResult());
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    // Only the unit that is at fault fails.
    private void WriteAlone(FloorUnit unit)
    {
        try
        {
            _writer.Write([unit]);
            unit.Committed.SetResult();
        }
        catch (SqliteException exception)
        {
            unit.Committed.SetException(exception);
        }
    }
}
