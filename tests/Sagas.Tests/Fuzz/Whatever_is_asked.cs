using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.OpenApi;
using Sagas.Tests.Crash;
using Sagas.Tests.Time;

namespace Sagas.Tests.Fuzz;

/// <summary>
/// Whatever callers send, the service answers it, and never by an error of its own. It goes on serving, and what it has
/// accepted is there, and nothing else. Thousands of requests by chance, other ones in every run: SAGAS_FUZZ_CASES says how
/// many, SAGAS_FUZZ_SEED which.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class Whatever_is_asked : IDisposable
{
    private const int AtATime = 4;

    // What is said by the web server itself, or about the address, whatever the route documents.
    private static readonly int[] AlwaysPossible = [0, 400, 404, 405, 411, 413, 414, 415, 431];

    private readonly SagasProgram _service = new() { Environment = { ["Sagas__Api__MaxWait"] = "00:00:01" } };
    private readonly ConcurrentDictionary<string, byte> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();

    [Test]
    public async Task Should_be_answered_without_an_error_of_the_service()
    {
        await TestContext.Out.WriteLineAsync(Chance.HowToRepeat);
        await _service.StartAsync();
        var document = await DocumentAsync();
        var makers = Enumerable.Range(0, AtATime)
            .Select(part => new RequestMaker(document, new Chance(Chance.Seed + part))).ToList();
        var cases = Chance.Cases(unlessTold: 2_000) / AtATime;

        await Task.WhenAll(makers.Select(maker => Task.Run(() => AskAsync(maker, cases))));

        await TestContext.Out.WriteLineAsync(string.Join('\n', _answers.OrderBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answer => $"{answer.Key}: {answer.Value}")));
        _violations.ShouldBeEmpty(Chance.HowToRepeat);
        _answers.Keys.Select(answer => answer.Split(" → ")[0]).Distinct().ShouldBe(makers[0].Routes, ignoreOrder: true);
        _accepted.ShouldNotBeEmpty(Chance.HowToRepeat);
        await ShouldHaveEndedWhatItHasAcceptedAsync();
        _service.Lines.Where(IsOfAFailure).ShouldBeEmpty(Chance.HowToRepeat);
    }

    public void Dispose()
    {
        _service.Dispose();
        SqliteConnection.ClearAllPools();
        _service.DeleteData();
    }

    private async Task AskAsync(RequestMaker maker, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            var request = maker.Next();
            var answer = await request.SendAsync(_service.Client.BaseAddress!);
            _answers.AddOrUpdate($"{request.Operation} → {answer.Status}", 1, (_, count) => count + 1);
            if (Offence(request, answer) is { } offence)
                _violations.Enqueue($"{offence}\n  {request}\n  {answer.Head}\n  {answer.Body}");
            else if (request is { Operation: "POST /orders", Method: "POST" } && answer.Status is 200 or 202)
                maker.Know(Accept(answer));
        }
    }

    private string Accept(RawAnswer answer)
    {
        using var order = JsonDocument.Parse(answer.Body);
        var orderId = order.RootElement.GetProperty("orderId").GetString()!;
        _accepted[orderId] = 0;
        return orderId;
    }

    private string? Offence(RawRequest request, RawAnswer answer)
    {
        if (answer.Status >= 500)
            return "An error of the service's own";
        if (request.Method == request.Operation.Split(' ')[0] && !AlwaysPossible.Contains(answer.Status)
            && !_documented[request.Operation].Contains(answer.Status))
            return "A status that the document does not know";
        var documents = answer.IsJsonLines ? answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [answer.Body];
        return answer.IsJson && !documents.All(IsJson) && request.Method != "HEAD" ? "JSON that is none" : null;
    }

    private Dictionary<string, HashSet<int>> _documented = [];

    private async Task<OpenApiDocument> DocumentAsync()
    {
        var text = await _service.Client.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative));
        var document = OpenApiDocument.Parse(text, "json").Document.ShouldNotBeNull();
        _documented = document.Paths.SelectMany(path =>
            path.Value.Operations!.Select(operation => ($"{operation.Key.Method} {path.Key}", operation.Value)))
            .ToDictionary(
                route => route.Item1,
                route => route.Value.Responses!.Keys
                    .Select(status => int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(),
                StringComparer.Ordinal);
        return document;
    }

    private async Task ShouldHaveEndedWhatItHasAcceptedAsync()
    {
        await using var database = new SqliteConnection($"Data Source={_service.DatabasePath};Mode=ReadOnly");
        await database.OpenAsync();
        await Eventually.BecomesTrueAsync(
            async () => await CountAsync(database, "SELECT count(*) FROM OutboxMessages") == 0, "everything to be handled",
            TimeSpan.FromMinutes(2));
        (await CountAsync(database, "SELECT count(*) FROM Orders")).ShouldBe(_accepted.Count, Chance.HowToRepeat);
        (await CountAsync(database, "SELECT count(*) FROM DeadLetters")).ShouldBe(0, Chance.HowToRepeat);
        await _service.KillAsync();
        (await _service.RunToEndAsync("verify", "--settled")).ShouldBe(0, $"{Chance.HowToRepeat}\n{_service.Output}");
    }

    private static async Task<long> CountAsync(SqliteConnection database, string sql)
    {
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // Two changes of one row at the same time are normal, and EF Core tells of every one that did not come through.
    private static bool IsOfAFailure(string line) =>
        (line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal))
        && !line.Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal);

    private static bool IsJson(string body)
    {
        try
        {
            using var _ = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
