using Microsoft.EntityFrameworkCore;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Hosting.Database;

/// <summary>The real program, twice, on a database without tables.</summary>
[Servers]
internal class When_two_programs_migrate_at_once
{
    private TestBed _bed = null!;
    private SagasProgram[] _programs = [];

    [SetUp]
    public async Task Make_an_empty_database()
    {
        _bed = await TestBeds.EmptyAsync();
        _programs = [new SagasProgram(), new SagasProgram()];
        foreach (var program in _programs)
            program.Use(_bed);
    }

    [TearDown]
    public async Task Remove_it()
    {
        foreach (var program in _programs)
        {
            program.Dispose();
            program.DeleteData();
        }

        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Should_both_succeed_when_they_are_told_to_migrate()
    {
        var exitCodes = await Task.WhenAll(_programs.Select(program => program.RunToEndAsync("--migrate")));

        exitCodes.ShouldBe([0, 0], Output);
        await ShouldHaveTheTablesAsync();
    }

    [Test]
    public async Task Should_both_serve_when_they_may_migrate_on_their_start()
    {
        foreach (var program in _programs)
            program.Environment["Sagas__MigrateOnStart"] = "true";

        await Task.WhenAll(_programs.Select(program => program.StartAsync()));

        await ShouldHaveTheTablesAsync();
        foreach (var program in _programs)
            await ShouldServeAsync(program);
        foreach (var program in _programs)
            await program.KillAsync();
    }

    private string Output =>
        string.Join($"{Environment.NewLine}---{Environment.NewLine}", _programs.Select(program => program.Output));

    private async Task ShouldHaveTheTablesAsync()
    {
        await using var context = _bed.NewServiceContext();
        (await context.Database.GetAppliedMigrationsAsync()).ShouldBe(context.Database.GetMigrations());

        var columns = await context.Database
            .SqlQueryRaw<StoredColumn>(
                "SELECT table_name AS \"Table\", column_name AS \"Column\" FROM information_schema.columns WHERE table_schema IN ('public', 'dbo')")
            .Where(column => column.Table != "__EFMigrationsHistory")
            .ToListAsync();
        columns.ShouldBe(
            context.Model.GetRelationalModel().Tables
                .SelectMany(table => table.Columns.Select(column => new StoredColumn(table.Name, column.Name))),
            ignoreOrder: true);
    }

    private async Task ShouldServeAsync(SagasProgram program)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Content = new StringContent(RunningService.OrderOf("tok_visa"), System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "Prefer", "wait=20" } },
        };
        using var response = await program.Client.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"Completed\"", Case.Sensitive, Output);
    }

    private sealed record StoredColumn(string Table, string Column);
}
