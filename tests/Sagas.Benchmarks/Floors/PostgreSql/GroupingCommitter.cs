using System.Threading.Channels;
using Npgsql;

namespace Sagas.Benchmarks.Floors.PostgreSql;

/// <summary>Floor B: everything that waits, up to 64 units, in one transaction; orders are also read together.</summary>
internal sealed class GroupingCommitter : IFloorCommitter
{
    private const int Most = 64;

    private readonly NpgsqlDataSource _database;
    private readonly Channel<FloorUnit> _units = Channel.CreateUnbounded<FloorUnit>();
    private readonly Channel<(Guid Id, TaskCompletionSource<FloorState> Found)> _reads =
        Channel.CreateUnbounded<(Guid Id, TaskCompletionSource<FloorState> Found)>();

    private readonly Task _loops;

    public GroupingCommitter(string connectionString)
    {
        _database = PostgreSqlFloor.Open(connectionString);
        _loops = Task.WhenAll(Task.Run(WriteAsync), Task.Run(ReadAsync));
    }

    public Task CommitAsync(FloorUnit unit)
    {
        _units.Writer.TryWrite(unit);
        return unit.Committed.Task;
    }

    public Task<FloorState> FindAsync(Guid orderId)
    {
        var found = new TaskCompletionSource<FloorState>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reads.Writer.TryWrite((orderId, found));
        return found.Task;
    }

    public Task RemoveAsync(IReadOnlyList<Guid> outboxIds) => PostgreSqlFloor.RemoveAsync(_database, outboxIds);

    public async ValueTask DisposeAsync()
    {
        _units.Writer.Complete();
        _reads.Writer.Complete();
        await _loops;
        await _database.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        while (await _units.Reader.WaitToReadAsync())
        {
            var group = Take(_units.Reader);
            try
            {
                await PostgreSqlFloor.WriteAsync(_database, group);
                group.ForEach(unit => unit.Committed.SetResult());
            }
            catch (PostgresException)
            {
                await WriteAloneAsync(group);
            }
        }
    }

    // Only the unit that is at fault fails.
    private async Task WriteAloneAsync(List<FloorUnit> group)
    {
        foreach (var unit in group)
        {
            try
            {
                await PostgreSqlFloor.WriteAsync(_database, [unit]);
                unit.Committed.SetResult();
            }
            catch (PostgresException exception)
            {
                unit.Committed.SetException(exception);
            }
        }
    }

    private async Task ReadAsync()
    {
        while (await _reads.Reader.WaitToReadAsync())
        {
            var group = Take(_reads.Reader);
            var found = await PostgreSqlFloor.ReadAsync(_database, [.. group.Select(read => read.Id).Distinct()]);
            group.ForEach(read => read.Found.SetResult(found[read.Id]));
        }
    }

    private static List<T> Take<T>(ChannelReader<T> reader)
    {
        var group = new List<T>();
        while (group.Count < Most && reader.TryRead(out var item))
            group.Add(item);
        return group;
    }
}
