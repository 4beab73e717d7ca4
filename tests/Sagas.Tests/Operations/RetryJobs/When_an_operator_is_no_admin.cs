using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Access.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.RetryJobs;

/// <summary>What concerns many letters at once wants another role than what concerns one.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_an_operator_is_no_admin
{
    private const string Many = """{"reason":"It is back","letters":{"endpoint":"many"}}""";
    private const string Why = """{"reason":"It is back"}""";

    private static readonly string[] Lesser = [AccessRoles.OperationsReader, AccessRoles.OperationsOperator];

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new(Credentials.Settings);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("/operations/retry-jobs", Many)]
    [TestCase("/operations/retry-jobs/0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77/resume", Why)]
    public async Task Should_neither_start_nor_resume_a_job(string path, string body)
    {
        await _service.PlantAsync("many");
        using var unknown = await _service.TellAsync(path, body, role: null);
        await unknown.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        foreach (var role in Lesser)
        {
            using var answer = await _service.TellAsync(path, body, role);
            await answer.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        }

        using var admins = await _service.TellAsync(path, body, AccessRoles.OperationsAdmin);
        admins.StatusCode.ShouldBeOneOf(HttpStatusCode.Accepted, HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Should_neither_start_nor_resume_one_by_a_form()
    {
        var retryJobId = await StartAsync();
        using var paused = await _service.TellAsync(
            $"/operations/retry-jobs/{retryJobId}/pause", Why, AccessRoles.OperationsOperator);

        foreach (var role in Lesser)
        {
            using var start = await _service.FillInAsync(
                "/actions/retry-jobs", role, ("reason", "It is back"), ("endpoint", "many"));
            start.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            using var resume = await _service.FillInAsync(
                $"/actions/retry-jobs/{retryJobId}/resume", role, ("reason", "It is back"));
            resume.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await StateAsync(retryJobId)).ShouldBe(RetryJobState.Paused);
        using var resumed = await _service.TellAsync(
            $"/operations/retry-jobs/{retryJobId}/resume", Why, AccessRoles.OperationsAdmin);
        (await StateAsync(retryJobId)).ShouldBe(RetryJobState.Running);
    }

    [Test]
    public async Task Should_be_able_to_pause_and_cancel_a_job_of_others()
    {
        var retryJobId = await StartAsync();

        using var paused = await _service.TellAsync(
            $"/operations/retry-jobs/{retryJobId}/pause", Why, AccessRoles.OperationsOperator);
        paused.StatusCode.ShouldBe(HttpStatusCode.OK);
        var operators = await _service.PageAsync($"/retry-jobs/{retryJobId}", AccessRoles.OperationsOperator);
        operators.ShouldContain($"\"./actions/retry-jobs/{retryJobId}/cancel\"");
        operators.ShouldNotContain("/resume\"");
        operators.ShouldContain("requires the role <code>operations.admin</code>");
        var admins = await _service.PageAsync($"/retry-jobs/{retryJobId}", AccessRoles.OperationsAdmin);
        admins.ShouldContain($"\"./actions/retry-jobs/{retryJobId}/resume\"");
        admins.ShouldNotContain("requires the role");

        using var cancelled = await _service.TellAsync(
            $"/operations/retry-jobs/{retryJobId}/cancel", Why, AccessRoles.OperationsOperator);
        cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_see_who_may_retry_many()
    {
        await _service.PlantAsync("seen");
        foreach (var role in Lesser)
        {
            var page = await _service.PageAsync("/dead-letters", role);
            page.ShouldNotContain("Start retry");
            page.ShouldContain("requires the role <code>operations.admin</code>");
        }

        var admins = await _service.PageAsync("/dead-letters", AccessRoles.OperationsAdmin);
        admins.ShouldContain("Start retry");
        admins.ShouldNotContain("requires the role");
    }

    [Test]
    public async Task Should_export_what_is_masked()
    {
        await _service.PlantAsync("exported");
        foreach (var role in Lesser)
        {
            var lines = await ExportAsync(role);
            lines.ShouldContain("a***@example.com");
            lines.ShouldNotContain(PlantedDeadLetters.Email);
        }

        (await ExportAsync(AccessRoles.OperationsAdmin)).ShouldContain(PlantedDeadLetters.Email);
    }

    private async Task<Guid> StartAsync()
    {
        await _service.PlantAsync("many");
        using var started = await _service.TellAsync("/operations/retry-jobs", Many, AccessRoles.OperationsAdmin);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (await started.JsonAsync()).GetProperty("retryJobId").GetGuid();
    }

    private Task<RetryJobState> StateAsync(Guid retryJobId) =>
        _service.InDatabaseAsync(
            db => db.Set<RetryJob>().Where(job => job.RetryJobId == retryJobId).Select(job => job.State).SingleAsync());

    private async Task<string> ExportAsync(string role)
    {
        using var answer = await _service.AskAsync("/operations/dead-letters/export?endpoint=exported", role);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }
}
