using Npgsql;

namespace Sagas.Benchmarks.Floors.PostgreSql;

/// <summary>How the floors talk to PostgreSQL: each transaction in one round trip, with prepared statements.</summary>
internal static class PostgreSqlFloor
{
    private const int PreparedTexts = 50;

    public static NpgsqlDataSource Open(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = PreparedTexts,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        });

    /// <summary>A batch is implicitly a transaction: if one statement fails, nothing has happened.</summary>
    public static async Task WriteAsync(NpgsqlDataSource database, IReadOnlyList<FloorUnit> units)
    {
        await using var batch = database.CreateBatch();
        List<PostgreSqlStatement> statements =
        [
            .. PostgreSqlTexts.Claims([.. units.Where(unit => unit.Claim is not null).Select(unit => unit.Claim!.Value)]),
            .. units.SelectMany(unit => unit.Rows).Select(PostgreSqlTexts.Row),
            .. PostgreSqlTexts.Steps([.. units.SelectMany(unit => unit.Steps)]),
            .. PostgreSqlTexts.Messages([.. units.SelectMany(unit => unit.Outgoing)]),
            .. PostgreSqlTexts.Cancel([.. units.SelectMany(unit => unit.CancelledTimers)]),
        ];
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement.ToCommand());
        await batch.ExecuteNonQueryAsync();
    }

    public static async Task RemoveAsync(NpgsqlDataSource database, IReadOnlyList<Guid> outboxIds)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(PostgreSqlTexts.Remove(outboxIds).ToCommand());
        await batch.ExecuteNonQueryAsync();
    }

    public static async Task<Dictionary<Guid, FloorState>> ReadAsync(NpgsqlDataSource database, IReadOnlyList<Guid> orderIds)
    {
        await using var command = database.CreateCommand(PostgreSqlTexts.FindOrder);
        command.Parameters.Add(PostgreSqlStatement.Value(orderIds.ToArray()));
        await using var rows = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, FloorState>();
        while (await rows.ReadAsync())
        {
            var state = FloorState.Read(rows);
            found.Add(state.OrderId, state);
        }

        return found;
    }
}
