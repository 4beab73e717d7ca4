using Npgsql;

namespace Sagas.Benchmarks.Floors;

/// <summary>How the floors speak to PostgreSQL: each transaction in one round trip, its texts prepared.</summary>
internal static class FloorDatabase
{
    private const int PreparedTexts = 50;

    public static NpgsqlDataSource Open(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = PreparedTexts, AutoPrepareMinUsages = 2, NoResetOnClose = true });

    /// <summary>A batch without further words is a transaction: if one statement fails, nothing has happened.</summary>
    public static async Task WriteAsync(NpgsqlDataSource database, IReadOnlyList<FloorUnit> units)
    {
        await using var batch = database.CreateBatch();
        List<FloorStatement> statements =
        [
            .. FloorTexts.Claims([.. units.Where(unit => unit.Claim is not null).Select(unit => unit.Claim!.Value)]),
            .. units.SelectMany(unit => unit.Rows),
            .. FloorTexts.Steps([.. units.SelectMany(unit => unit.Steps)]),
            .. FloorTexts.Messages([.. units.SelectMany(unit => unit.Outgoing)]),
            .. FloorTexts.Cancel([.. units.SelectMany(unit => unit.CancelledTimers)]),
        ];
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement.ToCommand());
        await batch.ExecuteNonQueryAsync();
    }

    public static async Task<Dictionary<Guid, FloorState>> ReadAsync(NpgsqlDataSource database, IReadOnlyList<Guid> orderIds)
    {
        await using var command = database.CreateCommand(FloorTexts.FindOrder);
        command.Parameters.Add(FloorStatement.Value(orderIds.ToArray()));
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
