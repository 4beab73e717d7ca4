using System.Globalization;
using Microsoft.Data.Sqlite;
using Sagas.Tests.Access.World;
using Sagas.Tests.Crash;

namespace Sagas.Tests.Hosting.Database;

/// <summary>The real program on a SQLite file from which another one serves: embedded mode is for one instance.</summary>
internal sealed class When_another_process_has_the_file
{
    private SagasProgram _holder = null!;

    private string Connection => $"--ConnectionStrings:Sagas=Data Source={_holder.DatabasePath}";

    [SetUp]
    public async Task Start()
    {
        _holder = new SagasProgram();
        await _holder.StartAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await _holder.KillAsync();
        _holder.Dispose();
        _holder.DeleteData();
    }

    [Test]
    public async Task Should_refuse_to_start_and_say_who_has_it()
    {
        var run = await ProgramRun.OfAsync(["--urls=http://127.0.0.1:0", Connection]);

        run.ExitCode.ShouldBe(1, run.Errors);
        run.Errors.ShouldStartWith(string.Create(
            CultureInfo.InvariantCulture,
            $"Sagas cannot start: The database file {_holder.DatabasePath} is in use by process {_holder.ProcessId} "
            + $"on {Environment.MachineName} since 20"));
        run.Errors.Trim().ShouldNotContain('\n');
        run.Output.ShouldBeEmpty();
    }

    // SQLite keeps a log for each name: two processes would write one file by two logs.
    [Test]
    public async Task Should_refuse_a_file_that_has_another_name()
    {
        using (var link = System.Diagnostics.Process.Start("ln", [_holder.DatabasePath, $"{_holder.DatabasePath}.2"]))
            await link.WaitForExitAsync();

        var run = await ProgramRun.OfAsync(
            ["--urls=http://127.0.0.1:0", $"--ConnectionStrings:Sagas=Data Source={_holder.DatabasePath}.2"]);

        run.ExitCode.ShouldBe(1, run.Errors);
        run.Errors.ShouldStartWith(
            $"Sagas cannot start: The database file {_holder.DatabasePath}.2 has other names (hard links)");
    }

    [Test]
    public async Task Should_recognize_the_file_by_another_path()
    {
        var folder = Directory.CreateTempSubdirectory("sagas-link-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "file.db"), _holder.DatabasePath);
            Directory.CreateSymbolicLink(
                Path.Combine(folder.FullName, "data"), Path.GetDirectoryName(_holder.DatabasePath)!);
            foreach (var path in new[] { "file.db", "data/sagas.db" })
            {
                var run = await ProgramRun.OfAsync(
                    ["--urls=http://127.0.0.1:0", $"--ConnectionStrings:Sagas=Data Source={folder.FullName}/{path}"]);
                run.Errors.ShouldContain("is in use by process");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Should_be_verified_and_asked_all_the_same()
    {
        (await ProgramRun.OfAsync(["verify", Connection])).ExitCode.ShouldBe(0);
        var migrated = await ProgramRun.OfAsync(["migrate", Connection]);
        (migrated.ExitCode, migrated.Output.Trim()).ShouldBe((0, "The database was already up to date."));
        (await ProgramRun.OfAsync(["health", new Uri(_holder.Client.BaseAddress!, "/health/ready").ToString()]))
            .ExitCode.ShouldBe(0);
    }

    [Test]
    public async Task Should_not_change_its_tables()
    {
        await ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%Initial'");

        var run = await ProgramRun.OfAsync(["migrate", Connection]);

        run.ExitCode.ShouldBe(1, run.Output);
        run.Errors.ShouldStartWith("Sagas cannot start: The database is missing 1 migrations, and process ");
        run.Errors.ShouldContain("is serving from it. Stop that one first.");
    }

    // Rounds of kills start the next process at once.
    [Test]
    public async Task Should_start_at_once_after_the_other_was_killed()
    {
        for (var round = 0; round < 2; round++)
        {
            var before = _holder.ProcessId;
            await _holder.KillAsync();
            await _holder.StartAsync();
            _holder.ProcessId.ShouldNotBe(before);
        }
    }

    [Test]
    public async Task Should_start_after_the_other_has_stopped_and_leave_no_note()
    {
        (await _holder.TerminateAsync()).ShouldBe(0, _holder.Output);
        File.Exists(_holder.DatabasePath + ".holder").ShouldBeFalse();

        await _holder.StartAsync();
    }

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new SqliteConnection($"Data Source={_holder.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = text;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
