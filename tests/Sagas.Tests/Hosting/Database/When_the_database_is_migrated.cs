using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Durability.Databases;
using Sagas.Hosting.Database;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;
using Sagas.Web.Settings;

namespace Sagas.Tests.Hosting.Database;

internal class When_the_database_is_migrated
{
    private string _folder = "";

    private string File => Path.Combine(_folder, "sagas.db");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sagas-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Should_make_the_tables_in_a_folder_that_is_not_there_yet()
    {
        var file = Path.Combine(_folder, "data", "of", "mine", "sagas.db");

        await StartAsync(file);

        (await PendingAsync(file)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_start_although_the_last_migration_was_interrupted()
    {
        // What EF Core leaves behind when its process is killed; it would wait for this row to go for ever.
        await ExecuteAsync(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-31 09:30:00');
            """);

        await StartAsync(File).WaitAsync(RoomHarness.Deadline);

        (await PendingAsync(File)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_start_although_the_lock_file_was_left_behind()
    {
        await System.IO.File.WriteAllTextAsync(File + ".migration", "");

        await StartAsync(File).WaitAsync(RoomHarness.Deadline);

        (await PendingAsync(File)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_wait_for_who_migrates_already_and_say_so_once()
    {
        var log = new CollectingLoggerProvider();
        var logger = log.CreateLogger("Migration");
        var first = await MigrationLock.TakeAsync(File + ".migration", logger, CancellationToken.None);
        log.Lines.ShouldBeEmpty();

        var second = MigrationLock.TakeAsync(File + ".migration", logger, CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => log.Lines.Count > 0, "the wait to be told");
        second.IsCompleted.ShouldBeFalse();
        await first.DisposeAsync();

        await using var _ = await second.WaitAsync(RoomHarness.Deadline);
        log.Lines.ShouldHaveSingleItem().ShouldContain(File + ".migration");
    }

    [Test]
    public async Task Should_not_wait_for_what_does_not_pass() =>
        await Should.ThrowAsync<DirectoryNotFoundException>(() => MigrationLock.TakeAsync(
            Path.Combine(_folder, "nowhere", "sagas.db.migration"), NullLogger.Instance, CancellationToken.None));

    // A journal that nobody holds any more has to be rolled back by the first who opens the file; EF Core's first look
    // at it is by a connection that may not write.
    [TestCase("DELETE")]
    [TestCase("WAL")]
    public async Task Should_start_although_a_process_was_killed_while_it_wrote(string journal)
    {
        await StartAsync(File);
        SqliteConnection.ClearAllPools();
        var killed = Path.Combine(_folder, "killed.db");
        await using (var writer = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await writer.OpenAsync();
            await ExecuteAsync(writer,
                $"PRAGMA journal_mode = {journal}; PRAGMA cache_size = 1; CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)");
            await ExecuteAsync(writer,
                "WITH RECURSIVE n (k) AS (VALUES (1) UNION ALL SELECT k + 1 FROM n WHERE k < 500) INSERT INTO t SELECT k, hex(zeroblob(500)) FROM n");
            await ExecuteAsync(writer, "BEGIN; UPDATE t SET v = hex(zeroblob(600))");
            foreach (var part in Directory.GetFiles(_folder, "sagas.db*"))
                System.IO.File.Copy(part, part.Replace("sagas.db", "killed.db", StringComparison.Ordinal));
        }

        Directory.GetFiles(_folder, "killed.db?*").ShouldNotBeEmpty();

        await StartAsync(killed).WaitAsync(RoomHarness.Deadline);

        await using var context = Open(killed);
        (await context.Database.SqlQuery<int>($"SELECT DISTINCT length(v) AS \"Value\" FROM t").ToListAsync()).ShouldBe([1_000]);
    }

    [Test]
    public async Task Should_be_done_once_by_those_who_start_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(File)))).WaitAsync(RoomHarness.Deadline);

        (await PendingAsync(File)).ShouldBeEmpty();
        System.IO.File.Exists(File + ".migration").ShouldBeFalse();
    }

    [Test]
    public async Task Should_change_nothing_when_there_is_nothing_to_do()
    {
        await StartAsync(File);
        await ExecuteAsync("""UPDATE "__EFMigrationsHistory" SET "ProductVersion" = 'untouched'""");

        await StartAsync(File);

        await using var context = Open(File);
        (await context.Database.SqlQuery<string>($"""SELECT DISTINCT "ProductVersion" AS "Value" FROM "__EFMigrationsHistory" """)
            .SingleAsync())
            .ShouldBe("untouched");
    }

    [Test]
    public async Task Should_refuse_tables_that_a_newer_program_has_made()
    {
        await StartAsync(File);
        await ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29991231235959_FromTheFuture', '99.0.0')""");

        await using var services = ServicesOf(File);
        foreach (var start in new[]
        {
            () => StartAsync(File), () => DatabaseMigration.ApplyAsync(services, CancellationToken.None),
        })
        {
            var refusal = await Should.ThrowAsync<ConfigurationRefusedException>(start);
            refusal.Message.ShouldContain("29991231235959_FromTheFuture");
            refusal.Message.ShouldContain("newer");
        }
    }

    private static async Task StartAsync(string file)
    {
        await using var provider = ServicesOf(file);
        var configuration = provider.GetRequiredService<IConfiguration>();
        await new DatabaseMigration(
            provider.GetRequiredService<IServiceScopeFactory>(), configuration, NullLogger<DatabaseMigration>.Instance)
            .StartAsync(CancellationToken.None);
    }

    private static ServiceProvider ServicesOf(string file)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Settings.Of(("ConnectionStrings:Sagas", $"Data Source={file}")));
        services.AddScoped<SagasDbContext>(_ => Open(file));
        services.AddLogging();
        return services.BuildServiceProvider();
    }

    private static async Task<IEnumerable<string>> PendingAsync(string file)
    {
        await using var context = Open(file);
        return await context.Database.GetPendingMigrationsAsync();
    }

    private async Task ExecuteAsync(string text)
    {
        await using var context = Open(File);
        await context.Database.ExecuteSqlRawAsync(text);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }

    private static SqliteSagasDbContext Open(string file) =>
        new(new DbContextOptionsBuilder<SqliteSagasDbContext>().UseSqlite($"Data Source={file}")
            .AddInterceptors(SqliteConnectionSettings.Instance).Options);
}
