using Microsoft.EntityFrameworkCore;
using Sagas.Hosting.Database;
using Sagas.Orders.Api.Listing;

namespace Sagas.Tests.Orders.Api.Listing;

internal class Order_list_queries
{
    private static readonly OrderQuery Everything = new(
        States: ["Completed", "Rejected"],
        CustomerId: "c-42",
        From: DateTimeOffset.UnixEpoch,
        To: DateTimeOffset.UnixEpoch.AddDays(1),
        After: new(DateTimeOffset.UnixEpoch, Guid.Empty),
        Limit: 50);

    private static IEnumerable<TestCaseData<DbContext>> Databases()
    {
        yield return new TestCaseData<DbContext>(new SqliteSagasDbContext(
            new DbContextOptionsBuilder<SqliteSagasDbContext>().UseSqlite("Data Source=none").Options))
            .SetArgDisplayNames("SQLite");
        yield return new TestCaseData<DbContext>(new PostgreSqlSagasDbContext(
            new DbContextOptionsBuilder<PostgreSqlSagasDbContext>().UseNpgsql("Host=none").Options))
            .SetArgDisplayNames("PostgreSQL");
        yield return new TestCaseData<DbContext>(new SqlServerSagasDbContext(
            new DbContextOptionsBuilder<SqlServerSagasDbContext>().UseSqlServer("Server=none").Options))
            .SetArgDisplayNames("SQL Server");
    }

    [TestCaseSource(nameof(Databases))]
    public void Should_compare_sort_and_limit_in_the_database(DbContext database)
    {
        using var db = database;

        var sql = Everything.Query(db).ToQueryString()
            .Replace('[', '"').Replace(']', '"').Replace("\"o\"", "o", StringComparison.Ordinal);

        TestContext.Out.WriteLine(sql);
        sql.ShouldMatch("""
            o\."SubmittedAt" <= @\w+ AND \(o\."SubmittedAt" < @\w+ OR o\."OrderId" < @\w+\)
            """.Trim());
        sql.ShouldMatch("""
            ORDER BY o\."SubmittedAt" DESC, o\."OrderId" DESC
            """.Trim());
        sql.ShouldMatch("""LIMIT @|TOP\(@""");
        sql.ShouldNotContain("\"Lines\"");
    }
}
