using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.RetryJobs;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_many_dead_letters_are_retried_on_pages
{
    private const string Start = "/actions/retry-jobs";

    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Launch() => _api = new ApiFixture();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_start_with_those_that_are_looked_at()
    {
        var path = await StartAsync("started");

        var page = await _api.PageAsync(path);
        var retryJobId = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);
        var job = await _api.InDatabaseAsync(db => db.Set<RetryJob>().SingleAsync(job => job.RetryJobId == retryJobId));

        (job.Total, job.PerSecond, job.StopAfter, job.Reason).ShouldBe((2, 7, 3, "It is back"));
        page.ShouldContain("aria-label=\"Of 2: 2 not sent yet\"");
        page.ShouldContain("<dt>endpoint</dt><dd>started</dd>");
        page.ShouldContain("7 at most");
        page.ShouldContain("http-equiv=\"refresh\"");
        (await _api.PageAsync("/retry-jobs")).ShouldContain($"href=\".{path}\"");
    }

    [Test]
    public async Task Should_be_paused_resumed_and_cancelled()
    {
        var path = await StartAsync("changed");

        using var paused = await _api.FillInAsync(path, $"/actions{path}/pause", ("reason", "Wait a moment"));
        var whilePaused = await _api.PageAsync(path);
        using var tooLate = await _api.SendFormAsync(path, $"/actions{path}/pause", ("reason", "Again"));
        using var resumed = await _api.FillInAsync(path, $"/actions{path}/resume", ("reason", ""));
        using var cancelled = await _api.FillInAsync(path, $"/actions{path}/cancel", ("reason", "No"));
        var atLast = await _api.PageAsync(path);

        paused.LedTo().ShouldBe(path);
        whilePaused.ShouldContain(">Paused<");
        whilePaused.ShouldNotContain("http-equiv=\"refresh\"");
        var refused = await tooLate.PageAsync(HttpStatusCode.Conflict);
        refused.ShouldContain("The job is already Paused.");
        refused.ShouldContain("value=\"Again\"");
        resumed.LedTo().ShouldBe(path);
        cancelled.LedTo().ShouldBe(path);
        atLast.ShouldContain(">Cancelled<");
        atLast.ShouldNotContain($"/actions{path}");
    }

    [Test]
    public async Task Should_be_seen_in_the_audit()
    {
        var path = await StartAsync("audited");
        var retryJobId = path[(path.LastIndexOf('/') + 1)..];
        using var cancelled = await _api.FillInAsync(path, $"/actions{path}/cancel", ("reason", "Not these"));

        var found = await _api.PageAsync($"/audit?actor=local&subjectId={retryJobId}&text=Not+these&from=2020-01-01 08:00");
        var all = await _api.PageAsync($"/audit?subjectId={retryJobId}");
        var none = await _api.PageAsync($"/audit?subjectId={retryJobId}&action={AuditActions.DeadLetterEdited}");

        found.ShouldContain(">Retry job canceled</b>");
        found.ShouldNotContain(">Retry job started</b>");
        all.ShouldContain(">Retry job started</b>");
        all.ShouldContain("<option value=\"retry-job.cancel\">Retry job canceled</option>");
        all.ShouldContain("<option value=\"saga.cancel\">Command: Cancel order</option>");
        all.ShouldContain("\"perSecond\": 7");
        all.ShouldContain($"href=\".{path}\"");
        none.ShouldContain("Nothing found.");
        (await _api.PageAsync("/audit?sagaId=x", HttpStatusCode.BadRequest)).ShouldContain("<b>sagaId</b>");
    }

    [Test]
    public async Task Should_say_what_is_wrong_and_keep_what_was_filled_in()
    {
        await PlantAsync("kept");

        using var answer = await _api.FillInAsync(
            "/dead-letters?endpoint=kept", Start, ("endpoint", "kept"), ("reason", ""), ("perSecond", "many"),
            ("stopAfter", "0"));
        using var nothing = await _api.SendFormAsync("/dead-letters", Start, ("endpoint", "nowhere"), ("reason", "Why not"));

        var page = await answer.PageAsync(HttpStatusCode.BadRequest);
        foreach (var name in (string[])["reason", "perSecond", "stopAfter"])
            page.ShouldContain($"<b>{name}</b>");
        page.ShouldContain("name=\"perSecond\" type=\"number\" min=\"1\" max=\"1000\" value=\"many\"");
        page.ShouldContain("name=\"endpoint\" value=\"kept\"");
        (await nothing.PageAsync(HttpStatusCode.UnprocessableEntity)).ShouldContain("Nothing was started.");
    }

    [Test]
    public async Task Should_not_find_a_job_that_never_was() =>
        (await _api.PageAsync($"/retry-jobs/{Guid.NewGuid()}", HttpStatusCode.NotFound)).ShouldContain("Retry job not found");

    private async Task<string> StartAsync(string endpoint)
    {
        await PlantAsync(endpoint);
        await PlantAsync(endpoint);
        using var answer = await _api.FillInAsync(
            $"/dead-letters?endpoint={endpoint}", Start,
            ("endpoint", endpoint), ("reason", "It is back"), ("perSecond", "7"), ("stopAfter", "3"));
        var path = answer.LedTo();
        path.ShouldStartWith("/retry-jobs/");
        return path;
    }

    private Task<DeadLetter> PlantAsync(string endpoint) =>
        _api.InDatabaseAsync(db => db.PlantAsync(PlantedDeadLetters.New(endpoint, _api.Time.GetUtcNow())));
}
