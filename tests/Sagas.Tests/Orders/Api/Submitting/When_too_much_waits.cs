using System.Net;
using Sagas.Durability.Tables;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Submitting;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_too_much_waits : IAsyncDisposable
{
    private static readonly TimeSpan CountIsFresh = TimeSpan.FromSeconds(1);

    private readonly ApiFixture _api = new(("Sagas:Api:BacklogLimit", "10"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Test]
    public async Task Should_refuse_further_orders_and_change_nothing()
    {
        await LetWaitAsync(10);

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder);

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "overloaded");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await _api.CountOrdersAsync()).ShouldBe(0);
        (await _api.CountOutboxAsync()).ShouldBe(10);
    }

    [Test]
    public async Task Should_take_longer_first()
    {
        await LetWaitAsync(8);

        var posting = _api.PostAsync("/orders", ApiFixture.GoodOrder);
        await Time.Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(TimeSpan.FromSeconds(0.6)), "the pause");
        (await _api.CountOrdersAsync()).ShouldBe(0);

        _api.Time.Advance(TimeSpan.FromSeconds(0.6));
        using var response = await posting;
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task Should_take_orders_again_once_less_waits()
    {
        await LetWaitAsync(10);
        using (await _api.PostAsync("/orders", ApiFixture.GoodOrder))
        {
        }

        await _api.InDatabaseAsync(async db =>
        {
            db.RemoveRange(db.Set<OutboxMessage>());
            return await db.SaveChangesAsync();
        });
        _api.Time.Advance(CountIsFresh);

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task Should_still_name_what_is_wrong_with_an_order()
    {
        await LetWaitAsync(10);

        using var response = await _api.PostAsync("/orders", "{}");

        await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Test]
    public async Task Should_not_count_timers_that_are_far_away()
    {
        await LetWaitAsync(10, due: _api.Time.GetUtcNow().AddHours(1));

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private Task<int> LetWaitAsync(int count, DateTimeOffset? due = null) => _api.InDatabaseAsync(async db =>
    {
        db.AddRange(Enumerable.Range(0, count).Select(ordinal => new OutboxMessage
        {
            OutboxId = Guid.NewGuid(),
            Ordinal = ordinal,
            MessageId = Guid.NewGuid(),
            DestinationAddress = "loopback://localhost/order-saga",
            MessageTypes = "urn:message:Sagas.Contracts.Orders:CancelOrder",
            ContentType = "application/json",
            Headers = "{}",
            Body = "{}",
            CreatedAt = _api.Time.GetUtcNow(),
            DueAt = due,
            VisibleAt = due ?? _api.Time.GetUtcNow().AddSeconds(30),
        }));
        return await db.SaveChangesAsync();
    });
}
