using Npgsql;

namespace Sagas.Benchmarks.Floors.PostgreSql;

/// <summary>Floor A: one transaction per message, all of it in one batch.</summary>
internal sealed class PerMessageCommitter(string connectionString) : IFloorCommitter
{
    private readonly NpgsqlDataSource _database = PostgreSqlFloor.Open(connectionString);

    public Task CommitAsync(FloorUnit unit) => PostgreSqlFloor.WriteAsync(_database, [unit]);

    public async Task<FloorState> FindAsync(Guid orderId) => (await PostgreSqlFloor.ReadAsync(_database, [orderId]))[orderId];

    public Task RemoveAsync(IReadOnlyList<Guid> outboxIds) => PostgreSqlFloor.RemoveAsync(_database, outboxIds);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
