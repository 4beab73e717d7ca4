using Npgsql;
using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;

namespace Sagas.Benchmarks.Growth;

/// <summary>What a chore achieves, and what it costs the orders.</summary>
/// <param name="Chore">The chore.</param>
/// <param name="Due">How many rows were due for removal when it began.</param>
/// <param name="Left">How many of these were left at the end.</param>
/// <param name="RowsPerSecond">The rate of removal.</param>
/// <param name="OrdersPerSecond">Orders in the meantime.</param>
/// <param name="OfUndisturbed">The same as a share of what is achieved without the chore.</param>
internal sealed record ChoreCost(
    string Chore, long Due, long Left, double RowsPerSecond, double OrdersPerSecond, double OfUndisturbed)
{
    /// <summary>Measures orders and chore together, once.</summary>
    public static async Task<ChoreCost> MeasureAsync(
        Chore chore, PostgreSqlDatabase database, ContestSettings settings, double undisturbed,
        CancellationToken cancellationToken)
    {
        var due = DateTime.UtcNow - chore.Age;
        var before = await CountAsync(chore, database, due, cancellationToken);
        await using var watch = await RemovedRows.WatchAsync(database.ConnectionString, chore.Table, cancellationToken);
        var entrant = new Entrant(chore.Name, database, token => ServiceContestant.StartAsync(database, chore.Settings, token));
        var run = (await Contest.RunAsync([entrant], settings with { Rounds = 1 }, cancellationToken))[0];
        return new ChoreCost(
            chore.Name,
            before,
            await CountAsync(chore, database, due, cancellationToken),
            await watch.StopAsync(),
            run.OrdersPerSecond,
            run.OrdersPerSecond / undisturbed);
    }

    public override string ToString()
    {
        var end = Left == 0 ? " Nothing was left before the end: use more --orders." : "";
        return FormattableString.Invariant(
            $"{Chore}: {Due - Left} of {Due} rows gone, at {RowsPerSecond:0} rows/s; {OrdersPerSecond:0} orders/s meanwhile, {OfUndisturbed:0.00} of those without it.{end}");
    }

    private static async Task<long> CountAsync(
        Chore chore, PostgreSqlDatabase database, DateTime due, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
#pragma warning disable CA2100 // The names are constants.
        await using var command = source.CreateCommand($"SELECT count(*) FROM \"{chore.Table}\" WHERE \"{chore.Time}\" < $1");
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = due });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
