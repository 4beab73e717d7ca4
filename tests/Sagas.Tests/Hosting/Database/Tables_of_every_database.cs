using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Sagas.Hosting.Database;
using Sagas.Hosting.Migrations;

namespace Sagas.Tests.Hosting.Database;

internal partial class Tables_of_every_database
{
    // What has no limit: bodies, and what is made of other texts.
    private static readonly string[] Unbounded =
    [
        "ArchivedSagas.Saga", "ArchivedSagas.History", "ArchivedSagas.Rows",
        "DataProtectionKeys.Xml",
        "AuditEntries.Before", "AuditEntries.After",
        "DeadLetters.MessageTypes", "DeadLetters.Headers", "DeadLetters.Body", "DeadLetters.Wire", "DeadLetters.ExceptionDetail",
        "IdempotencyKeys.ResponseBody", "Orders.Lines",
        "JournaledMessages.MessageTypes", "JournaledMessages.Headers", "JournaledMessages.Body", "JournaledMessages.Wire",
        "OutboxMessages.MessageTypes", "OutboxMessages.Headers", "OutboxMessages.Body", "OutboxMessages.Wire",
        "RetryJobs.Filter",
        "ServiceInstances.PausedQueues",
        "SagaTransitions.Changes", "SagaTransitions.Messages",
    ];

    private static IEnumerable<TestCaseData<SagasDbContext>> Databases()
    {
        yield return new TestCaseData<SagasDbContext>(new DesignTimeSqlite().CreateDbContext([])).SetArgDisplayNames("SQLite");
        yield return new TestCaseData<SagasDbContext>(new DesignTimePostgreSql().CreateDbContext([]))
            .SetArgDisplayNames("PostgreSQL");
        yield return new TestCaseData<SagasDbContext>(new DesignTimeSqlServer().CreateDbContext([]))
            .SetArgDisplayNames("SQL Server");
    }

    [TestCaseSource(nameof(Databases))]
    public void Should_be_made_by_the_migrations(SagasDbContext context)
    {
        using var database = context;

        database.Database.HasPendingModelChanges().ShouldBeFalse("run infra/add-migration.sh NameOfTheChange");
    }

    [Test]
    public void Should_have_the_types_of_SQL_Server() => Check(new DesignTimeSqlServer().CreateDbContext([]), (name, property) =>
        TypeOf(property) switch
        {
            Type type when type == typeof(Guid) => "uniqueidentifier",
            Type type when type == typeof(DateTimeOffset) => "datetime2",
            Type type when type == typeof(decimal) => "decimal(18,4)",
            Type type when type == typeof(int) => "int",
            Type type when type == typeof(long) => "bigint",
            Type type when type == typeof(bool) => "bit",
            Type type when type == typeof(byte[]) => "varbinary(max)",
            _ when property.IsFixedLength() == true => $"char({property.GetMaxLength()})",
            _ => Unbounded.Contains(name) ? "nvarchar(max)" : $"nvarchar({property.GetMaxLength()})",
        });

    [Test]
    public void Should_have_the_types_of_PostgreSQL() => Check(new DesignTimePostgreSql().CreateDbContext([]), (name, property) =>
        TypeOf(property) switch
        {
            Type type when type == typeof(Guid) => "uuid",
            Type type when type == typeof(DateTimeOffset) => "timestamp with time zone",
            Type type when type == typeof(decimal) => "numeric(18,4)",
            Type type when type == typeof(int) => "integer",
            Type type when type == typeof(long) => "bigint",
            Type type when type == typeof(bool) => "boolean",
            Type type when type == typeof(byte[]) => "bytea",
            _ when property.IsFixedLength() == true => $"character({property.GetMaxLength()})",
            _ => Unbounded.Contains(name) ? "text" : $"character varying({property.GetMaxLength()})",
        });

    // The usual collation of the server takes c-42 and C-42 for the same.
    [Test]
    public void Should_tell_texts_apart_by_every_character_on_SQL_Server() =>
        Check(new DesignTimeSqlServer().CreateDbContext([]), property => property.GetCollation(), (_, property) =>
            property.GetMaxLength() is null ? null : "Latin1_General_100_BIN2");

    [TestCaseSource(nameof(Databases))]
    public void Should_be_numbered_by_the_database_in_the_history_only(SagasDbContext context)
    {
        using var database = context;

        ModelOf(database).GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.ValueGenerated != ValueGenerated.Never)
            .Select(NameOf).ShouldBe(["SagaTransitions.Position"]);
    }

    // https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
    [Test]
    public void Should_have_keys_that_SQL_Server_can_index()
    {
        using var database = new DesignTimeSqlServer().CreateDbContext([]);
        foreach (var entity in ModelOf(database).GetEntityTypes())
        {
            entity.FindPrimaryKey()!.Properties.Sum(BytesOf).ShouldBeLessThanOrEqualTo(900, entity.GetTableName());
            foreach (var index in entity.GetIndexes())
                index.Properties.Sum(BytesOf).ShouldBeLessThanOrEqualTo(1_700, index.GetDatabaseName());
        }
    }

    private static void Check(SagasDbContext context, Func<string, IProperty, string> expected) =>
        Check(context, property => property.GetColumnType(), expected);

    private static void Check(SagasDbContext context, Func<IProperty, string?> actual, Func<string, IProperty, string?> expected)
    {
        using var database = context;
        foreach (var property in ModelOf(database).GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            actual(property).ShouldBe(expected(NameOf(property), property), NameOf(property));
    }

    private static IModel ModelOf(DbContext context) => context.GetService<IDesignTimeModel>().Model;

    private static string NameOf(IProperty property) => $"{property.DeclaringType.GetTableName()}.{property.GetColumnName()}";

    // Names of states and the like are stored as text, whatever type they have in memory.
    private static Type TypeOf(IProperty property) =>
        Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

    private static int BytesOf(IProperty property) => property.GetColumnType() switch
    {
        "uniqueidentifier" => 16,
        "datetime2" or "bigint" => 8,
        "int" => 4,
        "bit" => 1,
        var text => 2 * int.Parse(Digits().Match(text).Value, System.Globalization.CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
