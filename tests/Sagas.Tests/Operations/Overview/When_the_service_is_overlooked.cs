using Microsoft.Extensions.DependencyInjection;
using Sagas.Operations.Overview;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Overview;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_the_service_is_overlooked
{
    private const int Looks = 4;

    private RunningService _service = null!;

    private OverviewSampler Sampler => _service.Services.GetRequiredService<OverviewSampler>();

    [SetUp]
    public async Task Start_the_service() => _service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_count_what_there_is()
    {
        await UntilAsync(sample => sample.SagaTypes.Single().Counts.Values.Sum() == 0);
        var completed = await _service.SubmitAsync("tok_visa");
        await _service.UntilStateAsync(completed, OrderStatus.Completed);
        await _service.SubmitPaidAsync("tok_visa", "c-1");

        var orders = (await UntilAsync(sample => sample.SagaTypes.Single().Counts.GetValueOrDefault("Completed") == 1
            && sample.SagaTypes.Single().Counts.GetValueOrDefault("AwaitingNotification") == 1)).SagaTypes.Single();

        orders.UnderWay.ShouldBe(1);
        orders.BeganPerSecond.ShouldBeGreaterThan(0);
        orders.EndedPerSecond.ShouldBeGreaterThan(0);
        orders.DrainTime.ShouldNotBeNull();
        orders.MedianDuration.ShouldNotBeNull();
    }

    [Test]
    public async Task Should_see_timers_dead_letters_health_and_itself()
    {
        await _service.SubmitAsync("tok_down");
        await _service.LetTimePassAsync();
        await _service.SubmitPaidAsync("tok_visa", "c-1");

        var sample = await UntilAsync(sample => sample is { Outbox.Timers: 1, DeadLetterCount: 1, Instances.Count: 1 });

        sample.DeadLetters.ShouldHaveSingleItem().Endpoint.ShouldBe("process-payment");
        sample.Health.Select(health => (health.Name, health.Status)).ShouldContain(("database", "Healthy"));
        sample.Instances.ShouldHaveSingleItem().Roles.ShouldBe("All");
    }

    [Test]
    public async Task Should_tell_everywhere_that_a_queue_is_paused()
    {
        await _service.DisposeAsync();
        _service = await RunningService.StartAsync(
            ("Sagas:Durability:BreakerFailures", "3"), ("Sagas:Durability:BreakerPause", "00:15:00"),
            // Those that have failed do not come back.
            ("Sagas:Durability:RedeliveryDelays:0", "1.00:00:00"));
        for (var i = 0; i < 3; i++)
            await _service.SubmitAsync("tok_down");

        var paused = (await UntilAsync(sample => sample.PausedQueues.Count == 1)).PausedQueues.Single();
        paused.Queue.ShouldBe("process-payment");
        paused.Failed.ShouldBeGreaterThanOrEqualTo(3);
        paused.Until.ShouldBeGreaterThan(_service.Time.GetUtcNow());
        paused.LastError.ShouldNotBeEmpty();
        (await _service.PageAsync("/dead-letters")).ShouldContain("Queue process-payment is paused");
        (await _service.PageAsync("/")).ShouldContain("Queue process-payment is paused");
        var readiness = await _service.GetAsync<System.Text.Json.JsonDocument>("/health/ready");
        readiness.RootElement.GetProperty("entries").GetProperty("queues").GetProperty("status").GetString()
            .ShouldBe("Degraded");

        await _service.SubmitAsync("tok_visa");
        _service.Time.Advance(TimeSpan.FromMinutes(15));
        await _service.UntilAsync(
            async () =>
            {
                // Pages look again every two seconds.
                _service.Time.Advance(TimeSpan.FromSeconds(2));
                return !(await _service.PageAsync("/dead-letters")).Contains("is paused", StringComparison.Ordinal);
            },
            "the queue to be handled again");
        await UntilAsync(sample => sample.PausedQueues.Count == 0);
    }

    // What happened is in the history, whichever process asks.
    [Test]
    public async Task Should_know_the_rate_of_the_last_minute_after_a_restart()
    {
        for (var i = 0; i < 3; i++)
            await _service.UntilStateAsync(await _service.SubmitAsync("tok_visa"), OrderStatus.Completed);
        await _service.RestartAsync();

        var orders = (await UntilAsync(_ => true)).SagaTypes.Single();
        orders.BeganPerSecond.ShouldBe(3 / 60.0);
        orders.EndedPerSecond.ShouldBe(3 / 60.0);

        _service.Time.Advance(TimeSpan.FromMinutes(1));
        orders = (await UntilAsync(sample => sample.SagaTypes.Single().BeganPerSecond == 0)).SagaTypes.Single();
        orders.EndedPerSecond.ShouldBe(0);
    }

    [Test]
    public async Task Should_forget_what_happened_while_nobody_looked()
    {
        await UntilAsync(_ => true);
        for (var i = 0; i < 3; i++)
            await _service.UntilStateAsync(await _service.SubmitAsync("tok_visa"), OrderStatus.Completed);
        // Long enough for the sampler to rest.
        await MovingTimeUntilAsync(() => true, TimeSpan.FromMinutes(2));

        var orders = (await UntilAsync(sample => sample.SagaTypes.Single().Counts.GetValueOrDefault("Completed") == 3))
            .SagaTypes.Single();

        orders.BeganPerSecond.ShouldBe(0);
        orders.EndedPerSecond.ShouldBe(0);
    }

    [Test]
    public async Task Should_not_expect_those_that_are_stuck_to_clear()
    {
        await _service.DisposeAsync();
        _service = await RunningService.StartAsync(("Sagas:Operations:Expected:OrderState:AwaitingNotification", "00:00:05"));
        await _service.SubmitPaidAsync("tok_visa", "c-1");
        await _service.UntilStateAsync(await _service.SubmitAsync("tok_visa"), OrderStatus.Completed);

        var orders = (await UntilAsync(sample => sample.SagaTypes.Single().Stuck == 1)).SagaTypes.Single();

        orders.UnderWay.ShouldBe(1);
        orders.DrainTime.ShouldBeNull();
        (await _service.PageAsync("/")).ShouldContain("1 stuck, nothing else to clear");
    }

    [Test]
    public async Task Should_show_all_who_look_on_the_same_look()
    {
        await using var one = Sampler.FollowAsync(CancellationToken.None).GetAsyncEnumerator();
        await using var other = Sampler.FollowAsync(CancellationToken.None).GetAsyncEnumerator();

        var looks = new HashSet<OverviewSample>(ReferenceEqualityComparer.Instance);
        for (var look = 0; look < Looks; look++)
        {
            var (first, second) = (one.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask());
            await MovingTimeUntilAsync(() => first.IsCompleted && second.IsCompleted);
            looks.UnionWith([one.Current, other.Current]);
        }

        looks.Count.ShouldBeLessThanOrEqualTo(Looks + 1, "One may have begun a look later than the other.");
    }

    [Test]
    public async Task Should_go_on_for_who_looks_on_however_slow_it_is()
    {
        await using var looks = Sampler.FollowAsync(CancellationToken.None).GetAsyncEnumerator();
        for (var look = 0; look < Looks; look++)
        {
            var next = looks.MoveNextAsync().AsTask();
            await MovingTimeUntilAsync(() => next.IsCompleted, TimeSpan.FromMinutes(1));
        }
    }

    [Test]
    public async Task Should_stream_the_page_as_it_changes()
    {
        using var response = await _service.Http.GetAsync(
            new Uri("/operations/overview/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await lines.ReadLineAsync()).ShouldBe("event: overview");
        (await lines.ReadLineAsync()).ShouldNotBeNull().ShouldStartWith("data: ");
    }

    [Test]
    public async Task Should_be_written_once_for_all_who_look_on()
    {
        var rendered = _service.Services.GetRequiredService<RenderedOverview>();
        var sample = await UntilAsync(_ => true);

        var pages = await Task.WhenAll(Enumerable.Range(0, Looks).Select(_ => rendered.OfAsync(sample)));

        pages.Distinct(ReferenceEqualityComparer.Instance).ShouldHaveSingleItem();
        pages[0].ShouldContain("In progress");
        (await rendered.OfAsync(sample with { OpenAlerts = 7 })).ShouldContain("open alerts");
    }

    [Test]
    public async Task Should_draw_the_machine_with_what_is_in_each_state()
    {
        await _service.SubmitPaidAsync("tok_visa", "c-1");
        await UntilAsync(sample => sample.SagaTypes.Single().Counts.GetValueOrDefault("AwaitingNotification") == 1);

        var page = await _service.PageAsync("/");

        page.ShouldContain("AwaitingNotification</text>");
        page.ShouldContain("data-live=\"OrderState.AwaitingNotification\">1<");
    }

    private async Task<OverviewSample> UntilAsync(Predicate<OverviewSample> isSeen)
    {
        OverviewSample sample = null!;
        await _service.UntilAsync(
            async () =>
            {
                _service.Time.Advance(TimeSpan.FromMilliseconds(500));
                sample = await Sampler.LatestAsync(CancellationToken.None);
                return isSeen(sample);
            },
            "the overview to show it");
        return sample;
    }

    private Task MovingTimeUntilAsync(Func<bool> condition, TimeSpan? step = null) => _service.UntilAsync(
        () =>
        {
            _service.Time.Advance(step ?? TimeSpan.FromSeconds(2));
            return Task.FromResult(condition());
        },
        "another look");
}
