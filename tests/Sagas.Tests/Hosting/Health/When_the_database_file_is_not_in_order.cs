using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Sagas.Tests.Crash;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Health;

/// <summary>The real program, whose SQLite file something happens to while it runs.</summary>
internal sealed class When_the_database_file_is_not_in_order
{
    private readonly List<SagasProgram> _programs = [];

    [TearDown]
    public async Task Stop()
    {
        foreach (var program in _programs)
        {
            await program.KillAsync();
            program.Dispose();
            program.DeleteData();
        }

        _programs.Clear();
    }

    [Test]
    public async Task Should_take_nothing_while_it_is_gone_and_go_on_when_it_is_back()
    {
        var program = await StartAsync();
        using (var accepted = await OrderAsync(program))
            accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var elsewhere = program.DatabasePath + ".moved";
        File.Move(program.DatabasePath, elsewhere);
        await ShouldRefuseAsync(program, "The database file was removed");

        File.Move(elsewhere, program.DatabasePath);
        await ShouldTakeOrdersAsync(program);
    }

    // The same content is not the same file: what this process writes goes on into the one without a name.
    [Test]
    public async Task Should_take_nothing_once_it_was_replaced()
    {
        var program = await StartAsync();
        var copy = program.DatabasePath + ".copy";
        File.Copy(program.DatabasePath, copy);
        File.Move(copy, program.DatabasePath, overwrite: true);

        await ShouldRefuseAsync(program, "The database file was replaced");

        // As the answer says: a restart puts it in order.
        await program.KillAsync();
        await program.StartAsync();
        await ShouldTakeOrdersAsync(program);
    }

    [Test]
    public async Task Should_lose_no_order_that_it_accepted()
    {
        var program = await StartAsync();
        File.Delete(program.DatabasePath);

        foreach (var path in new[] { "/orders", $"/operations/retry-jobs/{Guid.NewGuid()}/cancel", "/actions/samples" })
        {
            using var body = new StringContent(ApiFixture.GoodOrder, Encoding.UTF8, "application/json");
            using var answer = await program.Client.PostAsync(new Uri(path, UriKind.Relative), body);
            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        }

        // Who only looks is served as long as it works.
        using var list = await program.Client.GetAsync(new Uri("/orders", UriKind.Relative));
        list.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_be_noticed_if_it_is_damaged()
    {
        var program = await StartAsync();
        await using (var connection = new SqliteConnection($"Data Source={program.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        await using (var file = new FileStream(program.DatabasePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        await Eventually.BecomesTrueAsync(
            async () => (await ReadyAsync(program)) is (HttpStatusCode.ServiceUnavailable, var told)
                && (told.Contains("damaged", StringComparison.Ordinal) || told.Contains("malformed", StringComparison.Ordinal)),
            "the damage to be noticed",
            TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Should_take_nothing_on_a_full_disk_and_go_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(kilobytes: 8 * 1024);
        var program = new SagasProgram { Environment = { ["ConnectionStrings__Sagas"] = $"Data Source={disk.Folder}/sagas.db" } };
        _programs.Add(program);
        await program.StartAsync();
        await ShouldTakeOrdersAsync(program);

        disk.Fill();
        await ShouldRefuseAsync(program, "database or disk is full");

        disk.MakeRoom();
        await ShouldTakeOrdersAsync(program);
        await program.KillAsync();
    }

    private async Task<SagasProgram> StartAsync()
    {
        var program = new SagasProgram();
        _programs.Add(program);
        await program.StartAsync();
        return program;
    }

    private static async Task ShouldRefuseAsync(SagasProgram program, string reason)
    {
        await Eventually.BecomesTrueAsync(
            async () => await ReadyAsync(program) is (HttpStatusCode.ServiceUnavailable, var told)
                && told.Contains(reason, StringComparison.Ordinal),
            "the service to be no longer ready");
        using var answer = await OrderAsync(program);
        var problem = await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        problem.Text("detail").ShouldContain(reason);
        problem.Text("detail").ShouldNotContain(Path.GetDirectoryName(program.DatabasePath)!);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    private static async Task ShouldTakeOrdersAsync(SagasProgram program)
    {
        await Eventually.BecomesTrueAsync(
            async () => await ReadyAsync(program) is (HttpStatusCode.OK, _), "the service to be ready", TimeSpan.FromSeconds(30));
        using var answer = await OrderAsync(program);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Told)> ReadyAsync(SagasProgram program)
    {
        using var answer = await program.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> OrderAsync(SagasProgram program)
    {
        using var body = new StringContent(ApiFixture.GoodOrder, Encoding.UTF8, "application/json");
        return await program.Client.PostAsync(new Uri("/orders", UriKind.Relative), body);
    }
}
