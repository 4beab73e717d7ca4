using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sagas.Hosting.Database;
using Sagas.Hosting.Migrations;
using Sagas.Tests.Architecture;
using Sagas.Tests.Durability.Databases;
using Sagas.Tests.Durability.Databases.Texts;

namespace Sagas.Tests.Hosting.Database;

/// <summary>The scripts for operators who let no program change their tables.</summary>
internal class Scripts_for_operators
{
    private const string OfSqlServer = "infra/sqlserver/migrations.sql";

    private static IEnumerable<TestCaseData<SagasDbContext, string>> Scripts()
    {
        yield return new TestCaseData<SagasDbContext, string>(new DesignTimeSqlServer().CreateDbContext([]), OfSqlServer)
            .SetArgDisplayNames("SQL Server");
        yield return new TestCaseData<SagasDbContext, string>(
            new DesignTimePostgreSql().CreateDbContext([]), "infra/postgresql/migrations.sql")
            .SetArgDisplayNames("PostgreSQL");
    }

    [TestCaseSource(nameof(Scripts))]
    public void Should_do_what_the_program_would_do(SagasDbContext context, string path)
    {
        using var database = context;

        Read(path).ShouldBe(
            Lines(database.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent)),
            "run infra/add-migration.sh without a name");
    }

    [TestCaseSource(nameof(Scripts))]
    public void Should_know_every_migration(SagasDbContext context, string path)
    {
        using var database = context;
        foreach (var migration in database.Database.GetMigrations())
            Read(path).ShouldContain($"'{migration}'");
    }

    [Test]
    public void Should_be_understood_by_SQL_Server_batch_by_batch()
    {
        var batches = MigrationTexts.Batches(Read(OfSqlServer));

        batches.Count.ShouldBeGreaterThan(1);
        foreach (var batch in batches)
            TSql.ErrorsOf(batch).ShouldBeEmpty(batch);
    }

    [Test]
    public void Should_create_logins_that_administer_nothing()
    {
        var script = Read("infra/sqlserver/create-logins.sql");
        foreach (var batch in MigrationTexts.Batches(script))
            TSql.ErrorsOf(batch).ShouldBeEmpty(batch);

        script.ShouldNotContain("SERVER ROLE");
        script.ShouldNotContain("sysadmin");
        script.ShouldNotContain("ALTER ROLE [db_owner] ADD MEMBER [sagas];");
    }

    private static string Read(string path) => Lines(File.ReadAllText(SourceTree.Absolute(path)));

    // Tools differ in how a file ends.
    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd();
}
