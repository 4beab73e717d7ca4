using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Contests.Databases;
using Sagas.Benchmarks.Floors;
using Sagas.Benchmarks.Floors.Brokers;
using Sagas.Benchmarks.Floors.PostgreSql;
using Sagas.Benchmarks.Floors.Sqlite;
using Sagas.Hosting.Database;
#if WITH_STOCK
using Sagas.Benchmarks.Stock;
#endif
namespace Sagas.Benchmarks.Compare;

/// <summary>The contestants: the service first.</summary>
internal static class Entrants
{
    private const string Service = "service";
    private const string FloorA = "floor A";
    private const string FloorB = "floor B";
#if WITH_STOCK
    private const string Stock = "stock";
#endif

    public static IReadOnlyList<Entrant> On(DatabaseKind database) => database switch
    {
        DatabaseKind.PostgreSql =>
        [
            Server(Service, (on, cancellationToken) => ServiceContestant.StartAsync(on, [], cancellationToken)),
            Server(FloorA, async (on, _) => await Floor.StartAsync(
                new PerMessageCommitter(on.ConnectionString), await RabbitMqBroker.ConnectAsync(Servers.RabbitMq))),
            Server(FloorB, async (on, _) => await Floor.StartAsync(
                new GroupingCommitter(on.ConnectionString), await RabbitMqBroker.ConnectAsync(Servers.RabbitMq))),
#if WITH_STOCK
            New(Stock, new StockDatabase(Servers.PostgreSql, Stock), StockContestant.StartAsync),
#endif
        ],
        DatabaseKind.Sqlite =>
        [
            Embedded(Service, ServiceContestant.StartAsync),
            Embedded(FloorA, (on, _) =>
                Floor.StartAsync(new SqliteCommitter(on.ConnectionString, SqliteCommitter.OneByOne), new InProcessBroker())),
            Embedded(FloorB, (on, _) =>
                Floor.StartAsync(new SqliteCommitter(on.ConnectionString, SqliteCommitter.Grouped), new InProcessBroker())),
        ],
        _ => throw new NotSupportedException($"There are no floors on {database}."),
    };

    private static Entrant Server(string name, Func<PostgreSqlDatabase, CancellationToken, Task<IContestant>> start) =>
        New(name, new PostgreSqlDatabase(Servers.PostgreSql, name), start);

    private static Entrant Embedded(string name, Func<SqliteDatabase, CancellationToken, Task<IContestant>> start) =>
        New(name, new SqliteDatabase(), start);

    private static Entrant New<TDatabase>(
        string name, TDatabase database, Func<TDatabase, CancellationToken, Task<IContestant>> start)
        where TDatabase : ContestDatabase => new(name, database, cancellationToken => start(database, cancellationToken));
}
