using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.DeadLetters;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_a_dead_letter_is_dealt_with_on_its_page
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new ApiFixture();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_be_retried_as_it_is()
    {
        var deadLetter = await PlantAsync();

        using var answer = await FillInAsync(deadLetter, "retry", ("reason", "It is back"));

        answer.LedTo().ShouldBe(PageOf(deadLetter));
        (await SentAsync(deadLetter)).ShouldBe(deadLetter.Body);
        (await EntryAsync(deadLetter)).ShouldSatisfyAllConditions(
            entry => entry.Action.ShouldBe(AuditActions.DeadLetterRetried), entry => entry.Reason.ShouldBe("It is back"));
    }

    [Test]
    public async Task Should_tell_who_has_dealt_with_it()
    {
        var deadLetter = await PlantAsync();
        using var first = await FillInAsync(deadLetter, "discard", ("reason", "A duplicate"));

        var page = await _api.PageAsync(PageOf(deadLetter));

        page.ShouldContain("has been dealt with");
        page.ShouldContain("dead-letter.discard");
        page.ShouldContain("by <b>local</b>");
        page.ShouldContain("“A duplicate”");
        page.ShouldContain(PlantedDeadLetters.ExceptionType, customMessage: "The audit has kept all of it.");
    }

    [TestCase("retry")]
    [TestCase("edit")]
    [TestCase("check")]
    [TestCase("discard")]
    public async Task Should_say_that_somebody_was_faster(string action)
    {
        var deadLetter = await PlantAsync();
        using var first = await FillInAsync(deadLetter, "discard", ("reason", "A duplicate"));

        using var answer = await SendLateAsync(deadLetter, action);

        var page = await answer.PageAsync(HttpStatusCode.Conflict);
        page.ShouldContain("Nothing was done.");
        page.ShouldContain("“A duplicate”");
    }

    [Test]
    public async Task Should_show_what_a_change_changes_and_keep_it()
    {
        var deadLetter = await PlantAsync();
        var changed = PlantedDeadLetters.BodyOf(
            deadLetter.MessageId!.Value, """{ "orderId": "nonsense",  "reason": "Changed" }""");

        using var answer = await FillInAsync(deadLetter, "check", ("body", changed), ("reason", "half a rea"));

        var page = await answer.PageAsync(HttpStatusCode.OK);
        page.ShouldContain("<code>$.message.orderId</code>");
        page.ShouldContain("<ins>+     \"orderId\": \"nonsense\",</ins>");
        page.ShouldContain($"<del>−     \"email\": \"{PlantedDeadLetters.Email}\"</del>");
        page.ShouldContain(changed, customMessage: "The text is kept as it was typed.");
        page.ShouldContain("value=\"half a rea\"");
        (await _api.InDatabaseAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.MessageId == deadLetter.MessageId)))
            .ShouldBeFalse();
    }

    [Test]
    public async Task Should_say_that_a_change_will_do()
    {
        var deadLetter = await PlantAsync();

        using var answer = await FillInAsync(deadLetter, "check", ("body", Repaired(deadLetter)), ("reason", ""));

        (await answer.PageAsync(HttpStatusCode.OK)).ShouldContain("It can be read as CancelOrder.");
    }

    [Test]
    public async Task Should_be_changed_and_retried()
    {
        var deadLetter = await PlantAsync();

        using var answer = await FillInAsync(
            deadLetter, "edit", ("body", Repaired(deadLetter).Replace("{\"", "{\r\n\"", StringComparison.Ordinal)),
            ("reason", "It was forgotten"));

        answer.LedTo().ShouldBe(PageOf(deadLetter));
        (await SentAsync(deadLetter)).ShouldBe(Repaired(deadLetter).Replace("{\"", "{\n\"", StringComparison.Ordinal));
        (await EntryAsync(deadLetter)).Action.ShouldBe(AuditActions.DeadLetterEdited);
        var gone = await _api.PageAsync(PageOf(deadLetter));
        gone.ShouldContain("<summary>Changes</summary>");
        gone.ShouldContain("\"reason\": \"Changed their mind\"");
    }

    [Test]
    public async Task Should_keep_a_change_that_is_refused()
    {
        var deadLetter = await PlantAsync();
        var repaired = Repaired(deadLetter);

        using var unexplained = await FillInAsync(deadLetter, "edit", ("body", repaired), ("reason", " "));
        using var wrong = await FillInAsync(deadLetter, "edit", ("body", "{\"message\":"), ("reason", "Why not"));
        using var unchanged = await FillInAsync(deadLetter, "edit", ("body", deadLetter.Body), ("reason", "Why not"));

        var page = await unexplained.PageAsync(HttpStatusCode.BadRequest);
        System.Text.RegularExpressions.Regex.Count(page, "Must not be blank").ShouldBe(1, "It is told once.");
        page.ShouldContain("Reason: Must not be blank.");
        page.ShouldContain(repaired);
        page = await wrong.PageAsync(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("Not valid JSON: line 1, column ");
        page.ShouldContain(">{\"message\":</textarea>");
        page.ShouldContain("value=\"Why not\"");
        (await unchanged.PageAsync(HttpStatusCode.BadRequest)).ShouldContain("Nothing was changed.");
        (await _api.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync(row => row.DeadLetterId == deadLetter.DeadLetterId)))
            .ShouldBeTrue();
    }

    [Test]
    public async Task Should_be_sent_with_another_content_type()
    {
        var deadLetter = await PlantAsync(sample => sample with { ContentType = "text/xml" });

        using var unexplained = await FillInAsync(deadLetter, "retry", ("contentType", "application/vnd.masstransit+json"));
        using var wrong = await FillInAsync(deadLetter, "retry", ("contentType", "image/png"), ("reason", "It is JSON"));
        using var broken = await FillInAsync(
            deadLetter, "retry", ("contentType", "application/vnd.masstransit+json"), ("reason", "It is JSON"));
        using var answer = await FillInAsync(
            deadLetter, "edit", ("body", Repaired(deadLetter)), ("contentType", "application/vnd.masstransit+json"),
            ("reason", "It is JSON"));

        (await unexplained.PageAsync(HttpStatusCode.BadRequest)).ShouldContain("Reason: Is required.");
        (await wrong.PageAsync(HttpStatusCode.UnprocessableEntity))
            .ShouldContain("contentType: Must be application/json or application/vnd.masstransit+json.");
        (await broken.PageAsync(HttpStatusCode.UnprocessableEntity)).ShouldContain("$.message.reason: Is required.");
        answer.LedTo().ShouldBe(PageOf(deadLetter));
        (await RowAsync(deadLetter)).ContentType.ShouldBe("application/vnd.masstransit+json");
        (await EntryAsync(deadLetter)).ShouldSatisfyAllConditions(
            entry => entry.Before!.ShouldContain("\"contentType\":\"text/xml\""),
            entry => entry.After!.ShouldContain("\"contentType\":\"application/vnd.masstransit+json\""));
    }

    [Test]
    public async Task Should_say_that_bytes_cannot_be_edited_and_take_JSON_instead()
    {
        var deadLetter = await PlantAsync(sample => sample with
        {
            ContentType = "application/x-protobuf",
            Body = "",
            Bytes = [0x80, 0, 0xFF],
        });

        var page = await _api.PageAsync(PageOf(deadLetter));
        using var unfit = await FillInAsync(deadLetter, "edit", ("body", Repaired(deadLetter)), ("reason", "It was garbled"));
        using var answer = await FillInAsync(
            deadLetter, "edit", ("body", Repaired(deadLetter)), ("contentType", "application/vnd.masstransit+json"),
            ("reason", "It was garbled"));

        page.ShouldContain("3 bytes that are no text: not UTF-8, and no character set is named.");
        page.ShouldContain("80 00 ff");
        page.ShouldContain("This message cannot be edited as it is");
        (await unfit.PageAsync(HttpStatusCode.UnprocessableEntity)).ShouldContain("<code>contentType</code>");
        answer.LedTo().ShouldBe(PageOf(deadLetter));
        (await RowAsync(deadLetter)).ShouldSatisfyAllConditions(
            row => row.Body.ShouldBe(Repaired(deadLetter)), row => row.Bytes.ShouldBeNull());
        (await EntryAsync(deadLetter)).Before!.ShouldContain("\"bodyBase64\":\"gAD/\"");
    }

    [Test]
    public async Task Should_show_a_text_of_another_character_set_and_send_the_bytes()
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes("""{"reason":"Änderung"}""");
        var deadLetter = await PlantAsync(sample => sample with
        {
            ContentType = "application/json; charset=iso-8859-1",
            Body = """{"reason":"Änderung"}""",
            Bytes = bytes,
        });

        var page = await _api.PageAsync(PageOf(deadLetter));
        using var answer = await FillInAsync(deadLetter, "retry", ("reason", ""));

        page.ShouldContain("21 bytes in iso-8859-1.");
        page.ShouldContain("\"reason\": \"Änderung\"");
        answer.LedTo().ShouldBe(PageOf(deadLetter));
        (await RowAsync(deadLetter)).ShouldSatisfyAllConditions(
            row => row.Bytes.ShouldBe(bytes), row => row.ContentType.ShouldBe("application/json; charset=iso-8859-1"));
    }

    [Test]
    public async Task Should_not_be_discarded_without_a_reason()
    {
        var deadLetter = await PlantAsync();

        using var answer = await FillInAsync(deadLetter, "discard", ("reason", ""));

        var page = await answer.PageAsync(HttpStatusCode.BadRequest);
        page.ShouldContain("Reason: Is required.");
        page.ShouldContain("What happens then", customMessage: "The question is asked again.");
    }

    [Test]
    public async Task Should_not_be_discarded_by_one_click()
    {
        var deadLetter = await PlantAsync();

        var page = await _api.PageAsync(PageOf(deadLetter));

        page.ShouldContain($"href=\".{PageOf(deadLetter)}/discard\"");
        page.ShouldNotContain($"action=\"./actions{PageOf(deadLetter)}/discard\"");
        (await _api.PageAsync($"{PageOf(deadLetter)}/discard")).ShouldContain("It is about no order or other saga");
        (await _api.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync(row => row.DeadLetterId == deadLetter.DeadLetterId)))
            .ShouldBeTrue("To ask does nothing.");
    }

    // Nobody has handled it: the process does not run.
    [Test]
    public async Task Should_not_claim_that_it_was_handled_before_it_was()
    {
        var deadLetter = await PlantAsync(sample => sample with { ConsumerId = "dealt-with:Planted" });
        using var answer = await FillInAsync(deadLetter, "retry", ("reason", "It is back"));

        var before = await _api.PageAsync(PageOf(deadLetter));
        await _api.InDatabaseAsync(db =>
        {
            db.Add(new InboxMessage
            {
                MessageId = deadLetter.MessageId!.Value,
                ConsumerId = "dealt-with:Planted",
                ReceivedAt = _api.Time.GetUtcNow(),
            });
            return db.SaveChangesAsync();
        });
        var after = await _api.PageAsync(PageOf(deadLetter));
        await _api.InDatabaseAsync(db => db.Set<DeadLetter>().IgnoreQueryFilters()
            .Where(retried => retried.DeadLetterId == deadLetter.DeadLetterId).ExecuteDeleteAsync());
        _api.Time.Advance(TimeSpan.FromSeconds(5));
        var later = await _api.PageAsync(PageOf(deadLetter));

        before.ShouldContain("… not handled yet");
        before.ShouldContain("data-reload=\"1\"");
        before.ShouldContain("Look again");
        after.ShouldContain($"… handled {_api.Time.GetUtcNow().AddSeconds(-5):HH:mm:ss}");
        after.ShouldNotContain("the result is not known yet");
        // What it leads to comes a moment later.
        after.ShouldContain("data-reload=\"1\"");
        later.ShouldNotContain("data-reload");
    }

    private static string PageOf(DeadLetter deadLetter) => $"/dead-letters/{deadLetter.DeadLetterId}";

    private static string Repaired(DeadLetter deadLetter) => PlantedDeadLetters.BodyOf(
        deadLetter.MessageId!.Value, $$"""{"orderId":"{{deadLetter.DeadLetterId}}","reason":"Changed their mind"}""");

    private Task<HttpResponseMessage> FillInAsync(
        DeadLetter deadLetter, string action, params (string Name, string Value)[] fields) =>
        _api.FillInAsync(
            action == "discard" ? $"{PageOf(deadLetter)}/discard" : PageOf(deadLetter), $"/actions{PageOf(deadLetter)}/{action}",
            fields);

    // From a page that was loaded before somebody else dealt with the letter.
    private async Task<HttpResponseMessage> SendLateAsync(DeadLetter deadLetter, string action) => await _api.SendFormAsync(
        PageOf(await PlantAsync()), $"/actions{PageOf(deadLetter)}/{action}", ("reason", "late"), ("body", "{}"));

    private Task<DeadLetter> PlantAsync(Func<DeadLetter, DeadLetter>? changed = null)
    {
        var sample = PlantedDeadLetters.New("dealt-with", _api.Time.GetUtcNow());
        return _api.InDatabaseAsync(db => db.PlantAsync(changed?.Invoke(sample) ?? sample));
    }

    private async Task<string> SentAsync(DeadLetter deadLetter) => (await RowAsync(deadLetter)).Body;

    private Task<OutboxMessage> RowAsync(DeadLetter deadLetter) => _api.InDatabaseAsync(
        db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync(message => message.MessageId == deadLetter.MessageId));

    private Task<AuditEntry> EntryAsync(DeadLetter deadLetter) =>
        _api.InDatabaseAsync(
            db => db.Set<AuditEntry>().SingleAsync(entry => entry.SubjectId == deadLetter.DeadLetterId.ToString()));
}
