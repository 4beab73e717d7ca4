using System.Net;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Submitting;

/// <summary>The database answers, but takes its time to store anything.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_the_database_falls_behind : IAsyncDisposable
{
    private const int Limit = 10;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ApiFixture _api = new(("Sagas:Api:SubmissionLimit", $"{Limit}"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Test]
    public async Task Should_let_no_more_wait_for_it_than_may_wait()
    {
        var turn = await _api.HoldWritesAsync();
        var waiting = await FillAsync();

        for (var more = 0; more < 20; more++)
        {
            using var refused = await _api.PostAsync("/orders", ApiFixture.GoodOrder);
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "overloaded");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }

        _api.Committer.Unfinished.ShouldBe(Limit);
        turn.Dispose();
        foreach (var response in await Task.WhenAll(waiting))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            response.Dispose();
        }

        (await _api.CountOrdersAsync()).ShouldBe(Limit);
    }

    [Test]
    public async Task Should_refuse_to_cancel_as_well()
    {
        var orderId = await _api.SubmitAsync();
        var turn = await _api.HoldWritesAsync();
        var waiting = await FillAsync();

        using var refused = await _api.PostAsync($"/orders/{orderId}/cancel", "{}");

        await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "overloaded");
        turn.Dispose();
        await Task.WhenAll(waiting);
    }

    [Test]
    public async Task Should_take_longer_first()
    {
        var turn = await _api.HoldWritesAsync();
        var waiting = Enumerable.Range(0, Limit / 2).Select(_ => _api.PostAsync("/orders", ApiFixture.GoodOrder)).ToList();
        await Time.Eventually.BecomesTrueAsync(
            () => _api.Committer.Unfinished == Limit / 2, "the first half to wait for the database");

        waiting.Add(_api.PostAsync("/orders", ApiFixture.GoodOrder));
        await Time.Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(LongestPause / (Limit / 2)), "the pause");
        _api.Committer.Unfinished.ShouldBe(Limit / 2);

        _api.Time.Advance(LongestPause);
        turn.Dispose();
        await Task.WhenAll(waiting);
    }

    [Test]
    public async Task Should_take_orders_again_once_it_has_caught_up()
    {
        var turn = await _api.HoldWritesAsync();
        var waiting = await FillAsync();
        turn.Dispose();
        await Task.WhenAll(waiting);

        for (var more = 0; more < Limit; more++)
        {
            using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }
    }

    /// <summary>As many wait as may wait. The second half waits for its pauses before.</summary>
    private async Task<List<Task<HttpResponseMessage>>> FillAsync()
    {
        var waiting = Enumerable.Range(0, Limit).Select(_ => _api.PostAsync("/orders", ApiFixture.GoodOrder)).ToList();
        await Time.Eventually.BecomesTrueAsync(
            () =>
            {
                _api.Time.Advance(LongestPause);
                return _api.Committer.Unfinished == Limit;
            },
            "all places to be taken");
        return waiting;
    }
}
