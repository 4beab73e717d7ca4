using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Orders;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Orders.Api.Submitting;

internal class When_a_caller_waits
{
    private ApiFixture _api = null!;

    [SetUp]
    public void Start() => _api = new(("Sagas:Api:PollInterval", "00:00:30"));

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase("Completed")]
    [TestCase("Rejected")]
    [TestCase("Cancelled")]
    public async Task Should_answer_with_the_final_state_as_soon_as_it_is_reached(string final)
    {
        var waiting = _api.PostAsync("/orders", ApiFixture.GoodOrder, ("Prefer", "wait=20"));
        var orderId = await StoredOrderAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        waiting.IsCompleted.ShouldBeFalse();
        await _api.MoveAsync(orderId, "Something", final);

        using var response = await waiting;

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Location!.OriginalString.ShouldBe($"/orders/{orderId}");
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=20"]);
        var order = await response.JsonAsync();
        order.Text("state").ShouldBe(final);
        order.GetProperty("version").GetInt32().ShouldBe(2);
    }

    [Test]
    public async Task Should_answer_with_what_is_there_when_the_time_is_over()
    {
        var waiting = _api.PostAsync("/orders", ApiFixture.GoodOrder, ("Prefer", "wait=13"));
        await Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(TimeSpan.FromSeconds(13)), "the caller to wait");
        _api.Time.Advance(TimeSpan.FromSeconds(13));

        using var response = await waiting;

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=13"]);
        (await response.JsonAsync()).Text("state").ShouldBe("Submitted");
    }

    [Test]
    public async Task Should_wait_again_when_the_request_is_repeated()
    {
        using var first = await _api.PostAsync("/orders", ApiFixture.GoodOrder, ("Idempotency-Key", "k"));
        await _api.MoveAsync((await first.JsonAsync()).GetProperty("orderId").GetGuid(), "Something", "Completed");

        using var second = await _api.PostAsync(
            "/orders", ApiFixture.GoodOrder, ("Idempotency-Key", "k"), ("Prefer", "wait=300"));

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        second.Headers.GetValues("Preference-Applied").ShouldBe(["wait=30"]);
        (await second.JsonAsync()).Text("state").ShouldBe("Completed");
    }

    [Test]
    public async Task Should_ignore_a_wish_that_makes_no_sense()
    {
        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder, ("Prefer", "wait=soon"));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
    }

    private async Task<Guid> StoredOrderAsync()
    {
        await Eventually.BecomesTrueAsync(async () => await _api.CountOrdersAsync() > 0, "the order to be stored");
        return await _api.InDatabaseAsync(db => db.Set<OrderState>().Select(order => order.CorrelationId).SingleAsync());
    }
}
