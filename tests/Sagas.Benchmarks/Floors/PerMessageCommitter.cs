using Npgsql;

namespace Sagas.Benchmarks.Floors;

/// <summary>Floor A: one transaction per message, all of it in one batch.</summary>
internal sealed class PerMessageCommitter(string connectionString) : IFloorCommitter
{
    private readonly NpgsqlDataSource _database = FloorDatabase.Open(connectionString);

    public Task CommitAsync(FloorUnit unit) => FloorDatabase.WriteAsync(_database, [unit]);

    public async Task<FloorState> FindAsync(Guid orderId) => (await FloorDatabase.ReadAsync(_database, [orderId]))[orderId];

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
