using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Instances;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;
using Sagas.Tests.Time;

namespace Sagas.Tests.Operations.RetryJobs;

/// <summary>The bus does not run, so that nobody handles what a job has sent.</summary>
internal class When_results_of_a_job_are_awaited
{
    private const string Queue = "slow";
    private const int Planted = 15;

    private readonly Guid _sagaId = Guid.NewGuid();
    private ApiFixture _api = null!;

    [SetUp]
    public async Task Plant()
    {
        _api = new ApiFixture();
        for (var number = 0; number < Planted; number++)
            await PlantAsync(_api.Time.GetUtcNow().AddSeconds(-number));
    }

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_tell_the_same_numbers_everywhere()
    {
        var (path, retryJobId) = await StartAsync();
        await UntilSentAsync(retryJobId, 10);
        await _api.InDatabaseAsync(db => db.Set<RetryJobItem>().Where(item => item.State == RetryItemState.Sent)
            .OrderBy(item => item.DeadAt).Take(3)
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.State, RetryItemState.Succeeded)));
        await UntilSentAsync(retryJobId, 10);

        var counts = await _api.InDatabaseAsync(db => db.Set<RetryJobItem>().GroupBy(item => item.State)
            .ToDictionaryAsync(same => same.Key, same => same.Count()));
        var job = await GetAsync($"/operations{path}");
        var page = await _api.PageAsync(path);

        counts.ShouldBe(new Dictionary<RetryItemState, int>
        {
            [RetryItemState.Waiting] = 2,
            [RetryItemState.Sent] = 10,
            [RetryItemState.Succeeded] = 3,
        }, ignoreOrder: true);
        foreach (var state in (RetryItemState[])[RetryItemState.Waiting, RetryItemState.Sent, RetryItemState.Succeeded])
        {
            job.GetProperty(JsonNamingPolicy.CamelCase.ConvertName(state.ToString())).GetInt32().ShouldBe(counts[state]);
            page.ShouldContain($"<b data-count=\"{state}\">{counts[state]}</b>");
        }

        page.ShouldContain("aria-label=\"Of 15: 3 succeeded, 10 awaiting result, 2 not sent yet\"");
        job.Text("state").ShouldBe("Running");
        var wait = job.GetProperty("waitsFor")[0];
        (wait.Text("kind"), wait.GetProperty("messages").GetInt32(), wait.Text("text"))
            .ShouldBe(("Results", 10, "waiting for the results of 10 messages"));
        page.ShouldContain("Waiting for the results of 10 messages.");
        page.ShouldContain("counts as unknown, and the job goes on");
    }

    [Test]
    public async Task Should_not_be_shown_as_finished_when_all_are_sent()
    {
        var (path, retryJobId) = await StartAsync("""{"endpoint":"slow"}""", stopAfter: 100);
        await UntilSentAsync(retryJobId, 10);
        await _api.InDatabaseAsync(db => db.Set<RetryJobItem>().Where(item => item.State == RetryItemState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.State, RetryItemState.Gone)));
        _api.Time.Advance(TimeSpan.FromSeconds(5));

        var job = await GetAsync($"/operations{path}");

        job.Text("state").ShouldBe("Running");
        job.GetProperty("waitsFor")[0].GetProperty("messages").GetInt32().ShouldBe(10);
        (await _api.PageAsync(path)).ShouldContain("class=\"busy\" x=\"333.33\" y=\"3\"");
    }

    [Test]
    public async Task Should_keep_dead_letters_in_sight()
    {
        var (path, retryJobId) = await StartAsync();
        await UntilSentAsync(retryJobId, 10);

        var list = await _api.PageAsync($"/dead-letters?endpoint={Queue}");
        var retried = await GetAsync("/operations/dead-letters?state=BeingRetried");
        var undecided = await GetAsync("/operations/dead-letters?state=undecided");
        var group = (await GetAsync("/operations/dead-letters/groups")).GetProperty("items")[0];
        var overview = await GetAsync("/operations/overview");
        var one = retried.GetProperty("items")[0];
        var page = await _api.PageAsync($"/dead-letters/{one.Text("deadLetterId")}");

        list.ShouldContain("<b>5</b> dead letters, 10 being retried");
        list.ShouldContain("Retry all 5");
        list.Split("busy\">being retried</span>").Length.ShouldBe(11);
        list.ShouldContain($"href=\".{path}\"");
        retried.GetProperty("items").GetArrayLength().ShouldBe(10);
        (one.Text("state"), one.Text("retriedBy"), one.GetProperty("retryJobId").GetGuid())
            .ShouldBe(("BeingRetried", "local", retryJobId));
        undecided.GetProperty("items").GetArrayLength().ShouldBe(5);
        (group.GetProperty("count").GetInt32(), group.GetProperty("beingRetried").GetInt32()).ShouldBe((5, 10));
        (overview.GetProperty("deadLetterCount").GetInt32(), overview.GetProperty("beingRetried").GetInt32()).ShouldBe((5, 10));
        (await _api.PageAsync("/")).ShouldContain("awaiting a decision, 10 being retried");
        page.ShouldContain("This dead letter is being retried");
        (await GetAsync($"/operations/dead-letters/{one.Text("deadLetterId")}")).Text("state").ShouldBe("BeingRetried");
    }

    [Test]
    public async Task Should_find_either_kind_of_dead_letter()
    {
        var (_, retryJobId) = await StartAsync();
        await UntilSentAsync(retryJobId, 10);

        var retried = await _api.PageAsync("/dead-letters?state=BeingRetried");
        var undecided = await _api.PageAsync("/dead-letters?state=Undecided");
        using var wrong = await _api.GetAsync("/operations/dead-letters?state=dead");

        retried.ShouldContain("<b>0</b> dead letters, 10 being retried");
        retried.ShouldContain("busy\">being retried</span>");
        undecided.ShouldContain("<b>5</b> dead letters</span>");
        undecided.ShouldNotContain("busy\">being retried</span>");
        (await wrong.ProblemAsync(System.Net.HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["state"]);
    }

    [Test]
    public async Task Should_fold_what_the_job_did_into_one_entry()
    {
        var (path, retryJobId) = await StartAsync();
        await UntilSentAsync(retryJobId, 10);

        var folded = await GetAsync("/operations/audit?folded=true");
        var single = await GetAsync($"/operations/audit?retryJobId={retryJobId}&limit=4");
        var page = await _api.PageAsync("/audit");
        var unfolded = await _api.PageAsync($"/audit?retryJobId={retryJobId}");

        var entry = folded.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (entry.Text("action"), entry.GetProperty("job").GetProperty("retried").GetInt32()).ShouldBe(("retry-job.start", 10));
        single.GetProperty("items").GetArrayLength().ShouldBe(4);
        single.Text("next").ShouldNotBeEmpty();
        page.ShouldContain("Retry job: 15 dead letters, 0 succeeded, 0 failed again, 10 awaiting result, 5 not sent yet");
        page.ShouldContain("Show its 10 retries");
        page.ShouldContain($"href=\"./audit?retryJobId={retryJobId}\"");
        page.Split("<article").Length.ShouldBe(2);
        unfolded.Split("<article").Length.ShouldBe(11);
        unfolded.ShouldContain($"href=\".{path}\"");
        (await GetAsync("/operations/audit")).GetProperty("items").GetArrayLength().ShouldBe(11);
    }

    [Test]
    public async Task Should_say_that_a_queue_is_paused_and_wait_until_it_is_not()
    {
        var until = _api.Time.GetStorableUtcNow().AddHours(1);
        await PauseAsync(until);
        var (path, retryJobId) = await StartAsync();

        for (var seconds = 0; seconds < 5; seconds++)
            _api.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.BecomesTrueAsync(
            async () => (await _api.PageAsync(path)).Contains("Waiting: slow is paused until ", StringComparison.Ordinal),
            "the page to say why nothing happens");

        var wait = (await GetAsync($"/operations{path}")).GetProperty("waitsFor")[0];
        (wait.Text("kind"), wait.Text("queue")).ShouldBe(("PausedQueue", Queue));
        wait.GetProperty("messages").GetInt32().ShouldBe(Planted);
        wait.GetProperty("until").GetDateTimeOffset().ShouldBe(until);
        (await _api.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(0);
        await _api.InDatabaseAsync(db => db.Set<ServiceInstance>()
            .ExecuteUpdateAsync(set => set.SetProperty(instance => instance.PausedQueues, (string?)null)));
        await UntilSentAsync(retryJobId, 10);
    }

    [Test]
    public async Task Should_show_them_on_the_page_of_their_saga()
    {
        var orderId = await _api.SubmitAsync();
        await PlantAsync(_api.Time.GetUtcNow(), orderId);
        var (_, retryJobId) = await StartAsync($$"""{"sagaId":"{{orderId}}"}""");
        await UntilSentAsync(retryJobId, 1);

        using var answer = await _api.GetAsync($"/operations/sagas/OrderState/{orderId}");
        var saga = await answer.JsonAsync();
        saga.GetProperty("deadLetters").GetArrayLength().ShouldBe(0);
        saga.GetProperty("beingRetried")[0].GetProperty("retryJobId").GetGuid().ShouldBe(retryJobId);
        (await _api.PageAsync($"/sagas/OrderState/{orderId}")).ShouldContain("being retried</span>");
    }

    private async Task<(string Path, Guid RetryJobId)> StartAsync(string letters = "{}", int stopAfter = 10)
    {
        using var started = await _api.PostAsync(
            "/operations/retry-jobs",
            $$"""{"reason":"It is back","letters":{{letters}},"stopAfter":{{stopAfter}}}""");
        var job = await started.JsonAsync();
        var retryJobId = job.GetProperty("retryJobId").GetGuid();
        return ($"/retry-jobs/{retryJobId}", retryJobId);
    }

    private Task<DeadLetter> PlantAsync(DateTimeOffset deadAt, Guid? sagaId = null) =>
        _api.InDatabaseAsync(db => db.PlantAsync(PlantedDeadLetters.New(Queue, deadAt, sagaId ?? _sagaId)));

    private Task<int> PauseAsync(DateTimeOffset until) => _api.InDatabaseAsync(db =>
    {
        db.Add(new ServiceInstance
        {
            InstanceId = Guid.NewGuid(),
            Name = "elsewhere:1",
            Roles = "Payments",
            Version = "1.0",
            StartedAt = _api.Time.GetUtcNow(),
            SeenAt = _api.Time.GetUtcNow(),
            PausedQueues = JsonSerializer.Serialize<PausedQueue[]>(
                [new PausedQueue(Queue, until, Failed: 9, Handled: 10, Waiting: 1, "It is away.")]),
        });
        return db.SaveChangesAsync();
    });

    private Task UntilSentAsync(Guid retryJobId, int count) => Eventually.BecomesTrueAsync(
        async () =>
        {
            _api.Time.Advance(TimeSpan.FromSeconds(1));
            return await _api.InDatabaseAsync(db => db.Set<RetryJobItem>().CountAsync(
                item => item.RetryJobId == retryJobId && item.State == RetryItemState.Sent)) == count;
        },
        "them to be sent");

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _api.GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }
}
