using Sagas.Benchmarks.Contests;
using Sagas.Benchmarks.Floors;

namespace Sagas.Benchmarks.Compare;

/// <summary>Those who are compared on RabbitMQ and PostgreSQL.</summary>
internal static class PostgreSqlEntrants
{
    public static IReadOnlyList<Entrant> All() =>
    [
        New("service", (database, cancellationToken) => ServiceContestant.StartAsync(database, [], cancellationToken)),
        New("floor A", async (database, _) => await Floor.StartAsync(new PerMessageCommitter(database.ConnectionString), database.ConnectionString)),
        New("floor B", async (database, _) => await Floor.StartAsync(new GroupingCommitter(database.ConnectionString), database.ConnectionString)),
    ];

    private static Entrant New(string name, Func<PostgreSqlDatabase, CancellationToken, Task<IContestant>> start)
    {
#pragma warning disable CA2000 // The entrant's.
        var database = new PostgreSqlDatabase(Servers.PostgreSql, name);
#pragma warning restore CA2000
        return new(name, database, cancellationToken => start(database, cancellationToken));
    }
}
