using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.DeadLetters;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_operators_use_the_api
{
    private static readonly Guid OrderId = Guid.CreateVersion7();

    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new ApiFixture();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_see_letters_and_their_kinds()
    {
        var deadLetter = await PlantAsync("seen");

        var page = await GetAsync("/operations/dead-letters?endpoint=seen&messageType=CancelOrder&text=no+reason");
        var groups = await GetAsync("/operations/dead-letters/groups?endpoint=seen");
        var one = await GetAsync($"/operations/dead-letters/{deadLetter.DeadLetterId}");

        page.GetProperty("items")[0].GetProperty("deadLetterId").GetGuid().ShouldBe(deadLetter.DeadLetterId);
        page.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        groups.GetProperty("items")[0].GetProperty("count").GetInt32().ShouldBe(1);
        groups.GetProperty("items")[0].Text("messageType").ShouldEndWith(":CancelOrder");
        one.Text("body").ShouldBe(deadLetter.Body);
        one.GetProperty("headers").Text("Colour").ShouldBe("red");
    }

    [Test]
    public async Task Should_export_one_letter_a_line()
    {
        for (var number = 0; number < 250; number++)
            await PlantAsync("exported");

        using var response = await _api.GetAsync("/operations/dead-letters/export?endpoint=exported");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        lines.Select(line => JsonElement.Parse(line).GetProperty("deadLetterId").GetGuid()).Distinct().Count().ShouldBe(250);
    }

    [Test]
    public async Task Should_retry_one_once_and_be_told_who_was_faster()
    {
        var deadLetter = await PlantAsync("retried");

        using var first = await _api.PostAsync(
            $"/operations/dead-letters/{deadLetter.DeadLetterId}/retry", """{"reason":"It is back"}""");
        using var second = await _api.PostAsync($"/operations/dead-letters/{deadLetter.DeadLetterId}/retry", "{}");

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await first.JsonAsync()).GetProperty("messageId").GetGuid().ShouldBe(deadLetter.MessageId!.Value);
        (await second.ProblemAsync(HttpStatusCode.Conflict, "dead_letter_gone")).Text("detail")
            .ShouldContain("dead-letter.retry by local");
        (await _api.InDatabaseAsync(
            db => db.Set<OutboxMessage>().CountAsync(message => message.MessageId == deadLetter.MessageId))).ShouldBe(1);
    }

    [Test]
    public async Task Should_see_what_a_change_changes_and_whether_it_will_do()
    {
        var deadLetter = await PlantAsync("checked");
        var path = $"/operations/dead-letters/{deadLetter.DeadLetterId}";
        var repaired = Body(deadLetter.MessageId!.Value, """{"orderId":"ORDER","reason":"Changed their mind"}""");

        using var bad = await _api.PostAsync($"{path}/check", """{"body":{"message":1}}""");
        using var good = await _api.PostAsync($"{path}/check", $$"""{"body":{{repaired}}}""");
        using var refused = await _api.PostAsync($"{path}/retry", $$"""{"reason":"x","body":{{deadLetter.Body}}}""");
        using var unexplained = await _api.PostAsync($"{path}/retry", $$"""{"body":{{repaired}}}""");
        using var sent = await _api.PostAsync(
            $"{path}/retry", JsonSerializer.Serialize(new { reason = "The sender forgot it", body = repaired }));

        (await bad.JsonAsync()).GetProperty("errors").EnumerateArray().Select(error => error.Text("path"))
            .ShouldContain("$.messageType");
        (await good.JsonAsync()).GetProperty("valid").GetBoolean().ShouldBeTrue();
        (await good.JsonAsync()).GetProperty("diff").EnumerateArray().Where(line => line.Text("kind") == "Added")
            .Select(line => line.Text("text").Trim())
            .ShouldBe([$"\"orderId\": \"{OrderId}\",", "\"reason\": \"Changed their mind\""]);
        (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "message_refused")).Fields()
            .ShouldBe(["$.message.reason"]);
        (await unexplained.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["reason"]);
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _api.InDatabaseAsync(db => db.Set<OutboxMessage>()
            .SingleAsync(message => message.MessageId == deadLetter.MessageId))).Body.ShouldBe(repaired);
    }

    [Test]
    public async Task Should_discard_one_with_a_reason_only()
    {
        var deadLetter = await PlantAsync("discarded");
        var path = $"/operations/dead-letters/{deadLetter.DeadLetterId}";

        using var unexplained = await _api.PostAsync($"{path}/discard", "{}");
        using var done = await _api.PostAsync($"{path}/discard", """{"reason":"A duplicate"}""");
        using var gone = await _api.GetAsync(path);
        var audit = await GetAsync($"/operations/audit?subjectId={deadLetter.DeadLetterId}");
        var entry = await GetAsync($"/operations/audit/{audit.GetProperty("items")[0].Text("auditEntryId")}");

        (await unexplained.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["reason"]);
        done.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await gone.ProblemAsync(HttpStatusCode.NotFound, "dead_letter_not_found");
        (entry.Text("actor"), entry.Text("action"), entry.Text("reason"))
            .ShouldBe(("local", "dead-letter.discard", "A duplicate"));
        entry.GetProperty("before").Text("body").ShouldBe(deadLetter.Body);
    }

    [Test]
    public async Task Should_start_and_interrupt_a_job()
    {
        await PlantAsync("many");
        await PlantAsync("many");

        using var started = await _api.PostAsync(
            "/operations/retry-jobs", """{"reason":"It is back","letters":{"endpoint":"many"},"perSecond":5}""");
        var path = started.Headers.Location!.ToString();
        using var paused = await _api.PostAsync($"{path}/pause", """{"reason":"Wait"}""");
        using var pausedAgain = await _api.PostAsync($"{path}/pause", "{}");
        using var resumed = await _api.PostAsync($"{path}/resume", "{}");
        using var cancelled = await _api.PostAsync($"{path}/cancel", "{}");

        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await started.JsonAsync()).GetProperty("total").GetInt32().ShouldBe(2);
        (await paused.JsonAsync()).Text("state").ShouldBe("Paused");
        await pausedAgain.ProblemAsync(HttpStatusCode.Conflict, "retry_job_state");
        (await resumed.JsonAsync()).Text("state").ShouldBe("Running");
        (await cancelled.JsonAsync()).Text("state").ShouldBe("Cancelled");
        (await GetAsync(path)).GetProperty("waiting").GetInt32().ShouldBe(2);
        (await GetAsync("/operations/retry-jobs")).GetProperty("items").EnumerateArray()
            .ShouldContain(job => job.GetProperty("filter").Text("endpoint") == "many");
        (await GetAsync("/operations/audit?subjectKind=retry-job")).GetProperty("items").EnumerateArray()
            .Select(entry => entry.Text("action"))
            .ShouldBe(["retry-job.cancel", "retry-job.resume", "retry-job.pause", "retry-job.start"], ignoreOrder: true);
    }

    [TestCase("/operations/dead-letters?cursor=x&limit=0&text=ab&sagaId=7&from=yesterday", "from", "sagaId",
        "text", "cursor", "limit")]
    [TestCase("/operations/dead-letters/groups?to=2026-13-01", "to")]
    [TestCase("/operations/dead-letters/export?conversationId=1", "conversationId")]
    [TestCase("/operations/audit?from=2026-01-02&to=2026-01-01&sagaId=x", "from", "sagaId")]
    [TestCase("/operations/retry-jobs?limit=9999", "limit")]
    public async Task Should_be_told_which_parameter_is_wrong(string path, params string[] fields)
    {
        using var response = await _api.GetAsync(path);

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(fields, ignoreOrder: true);
    }

    [TestCase("""{"reason":"x"}""", "letters")]
    [TestCase("""{"letters":{},"perSecond":0,"stopAfter":-1,"limit":1000000}""", "reason", "limit", "perSecond", "stopAfter")]
    [TestCase("""{"reason":"x","letters":{"text":"a","deadLetterIds":[]}}""", "letters.text", "letters.deadLetterIds")]
    public async Task Should_be_told_which_field_of_a_job_is_wrong(string request, params string[] fields)
    {
        using var response = await _api.PostAsync("/operations/retry-jobs", request);

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(fields, ignoreOrder: true);
    }

    [Test]
    public async Task Should_be_told_that_a_job_would_do_nothing()
    {
        using var response = await _api.PostAsync(
            "/operations/retry-jobs", """{"reason":"x","letters":{"endpoint":"nowhere"}}""");

        await response.ProblemAsync(HttpStatusCode.UnprocessableEntity, "nothing_chosen");
    }

    [TestCase("dead-letters", "retry", "dead_letter_not_found")]
    [TestCase("dead-letters", "discard", "dead_letter_not_found")]
    [TestCase("dead-letters", "check", "dead_letter_not_found")]
    [TestCase("retry-jobs", "pause", "retry_job_not_found")]
    public async Task Should_be_told_of_what_is_not_there(string kind, string action, string code)
    {
        using var response = await _api.PostAsync($"/operations/{kind}/{Guid.NewGuid()}/{action}", """{"reason":"x"}""");

        await response.ProblemAsync(HttpStatusCode.NotFound, code);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _api.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<DeadLetter> PlantAsync(string endpoint)
    {
        var messageId = Guid.NewGuid();
        var deadLetter = new DeadLetter
        {
            DeadLetterId = Guid.CreateVersion7(),
            MessageId = messageId,
            MessageTypes = MessageUrn.ForTypeString<CancelOrder>(),
            Endpoint = endpoint,
            ContentType = "application/vnd.masstransit+json",
            Headers = """{"Colour":"red"}""",
            Body = Body(messageId, """{"orderId":"ORDER"}"""),
            Reason = "There is no reason.",
            ExceptionType = "System.Runtime.Serialization.SerializationException",
            Attempts = 1,
            DeadAt = _api.Time.GetUtcNow(),
        };
        await _api.InDatabaseAsync(db =>
        {
            db.Add(deadLetter);
            return db.SaveChangesAsync();
        });
        return deadLetter;
    }

    private static string Body(Guid messageId, string message) =>
        $$"""{"messageId":"{{messageId}}","messageType":["{{MessageUrn.ForTypeString<CancelOrder>()}}"],"message":{{message.Replace("ORDER", OrderId.ToString(), StringComparison.Ordinal)}}}""";
}
