using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Commands;

/// <summary>The program in a process of its own, as an operator runs it: beside the service, after it, and on nothing.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_the_program_verifies : IDisposable
{
    private readonly SagasProgram _service = new();

    [Test]
    public async Task Should_find_a_healthy_service_healthy_and_a_damaged_one_damaged()
    {
        await _service.StartAsync();
        var orderId = await SubmitAsync();
        (await VerifyAsync()).ShouldBe((0, "Everything that was checked holds."));
        await _service.KillAsync();

        (await VerifyAsync("--settled")).ShouldBe((0, "Everything that was checked holds."));
        await ExecuteAsync(
            $"UPDATE Orders SET CurrentState = 'AwaitingNotification' WHERE OrderId = '{orderId.ToString().ToUpperInvariant()}'");
        (await VerifyAsync()).ShouldBe((1, "Violated: I4."));
        _service.Lines.ShouldContain(line => line.Contains(
            $"! {orderId} it is AwaitingNotification, but its history ends at Completed", StringComparison.Ordinal));
    }

    [Test]
    public async Task Should_tell_it_as_JSON_alone()
    {
        await _service.StartAsync();
        await SubmitAsync();
        await _service.KillAsync();
        var before = _service.Lines.Count;

        (await _service.RunToEndAsync("verify", "--json")).ShouldBe(0);

        var result = JsonElement.Parse(string.Concat(_service.Lines.Skip(before)));
        result.GetProperty("holds").GetBoolean().ShouldBeTrue();
        result.GetProperty("invariants").EnumerateArray().Select(invariant => invariant.GetProperty("name").GetString())
            .ShouldBe(["I1", "I2", "I3", "I4", "I5", "I6"]);
    }

    [Test]
    public async Task Should_refuse_what_it_cannot_look_at_and_make_nothing()
    {
        (await VerifyAsync()).ShouldBe((2, $"The database could not be verified: There is no file {_service.DatabasePath}."));
        File.Exists(_service.DatabasePath).ShouldBeFalse();

        await ExecuteAsync("CREATE TABLE Foreign_one (Id INTEGER)");
        var bytes = await File.ReadAllBytesAsync(_service.DatabasePath);
        var (code, line) = await VerifyAsync();
        code.ShouldBe(2);
        line.ShouldContain("The database is missing ");
        (await File.ReadAllBytesAsync(_service.DatabasePath)).ShouldBe(bytes);

        (await VerifyAsync("--grace", "soon")).Code.ShouldBe(2);
        (await VerifyAsync("now")).Code.ShouldBe(2);
    }

    public void Dispose()
    {
        _service.Dispose();
        _service.DeleteData();
    }

    private async Task<(int Code, string LastLine)> VerifyAsync(params string[] arguments)
    {
        var code = await _service.RunToEndAsync(["verify", .. arguments]);
        return (code, _service.Lines[^1]);
    }

    private async Task<Guid> SubmitAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/orders", UriKind.Relative))
        {
            Content = new StringContent(RunningService.OrderOf("tok_visa"), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Prefer", "wait=30");
        using var answer = await _service.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_service.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
