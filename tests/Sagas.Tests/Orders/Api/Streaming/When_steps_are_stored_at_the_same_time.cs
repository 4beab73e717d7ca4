using System.Net;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Time;

namespace Sagas.Tests.Orders.Api.Streaming;

/// <summary>
/// Of two transactions the second may be committed first. SQLite never does that, so that the steps get their places in
/// the history by hand.
/// </summary>
internal class When_steps_are_stored_at_the_same_time
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(17);

    private ApiFixture _api = null!;

    [SetUp]
    public void Start() => _api = new(
        ("Sagas:Api:Heartbeat", $"{Heartbeat:c}"), ("Sagas:Api:PollInterval", "00:00:30"), ("Sagas:Api:GapPatience", "00:00:40"));

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_wait_for_the_earlier_step()
    {
        await StoreAsync(1, 3, 4);
        using var events = await FollowAsync("0");
        (await events.EventsAsync(1)).ShouldBe(["1 Step"]);
        (await SilenceAsync(events)).ShouldBeTrue();

        await StoreAsync(2);
        _api.Time.Advance(Heartbeat);

        (await events.EventsAsync(3)).ShouldBe(["2 Step", "3 Step", "4 Step"]);
    }

    [Test]
    public async Task Should_not_wait_for_ever_for_a_step_that_was_undone()
    {
        await StoreAsync(1, 3);
        using var events = await FollowAsync("0");
        (await events.EventsAsync(1)).ShouldBe(["1 Step"]);
        (await SilenceAsync(events)).ShouldBeTrue();
        (await SilenceAsync(events)).ShouldBeTrue();

        (await SilenceAsync(events)).ShouldBeFalse();
    }

    [Test]
    public async Task Should_not_begin_behind_a_step_that_is_still_to_come()
    {
        await StoreAsync(1, 2, 4);
        using var events = await FollowAsync(lastEventId: null);
        (await SilenceAsync(events)).ShouldBeTrue();

        await StoreAsync(3);
        _api.Time.Advance(Heartbeat);

        (await events.EventsAsync(2)).ShouldBe(["3 Step", "4 Step"]);
    }

    [Test]
    public async Task Should_name_no_position_behind_a_step_that_is_still_to_come()
    {
        await StoreAsync(1, 2, 4);
        using var events = new EventReader(await _api.GetAsync("/events"));

        (await events.NextAsync()).ShouldBe(["retry: 2000", "id: 2"]);
        await Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(Heartbeat), "the stream to wait");
        _api.Time.Advance(Heartbeat);
        (await events.NextAsync()).ShouldBe([": still here", "id: 2"]);
    }

    [Test]
    public async Task Should_not_begin_behind_such_a_step_however_many_have_been_stored_since()
    {
        await StoreAsync(1);
        await StoreAsync(nameof(OrderState), [.. Enumerable.Range(3, 2_500).Select(position => (long)position)]);

        using var events = new EventReader(await _api.GetAsync("/events"));

        (await events.NextAsync()).ShouldBe(["retry: 2000", "id: 1"]);
    }

    [Test]
    public async Task Should_not_begin_behind_the_very_first_step()
    {
        await StoreAsync(2);

        using var events = new EventReader(await _api.GetAsync("/events"));

        (await events.NextAsync()).ShouldBe(["retry: 2000", "id: 0"]);
    }

    [Test]
    public async Task Should_begin_at_the_end_once_the_gap_is_old()
    {
        await StoreAsync(1, 2, 4);
        _api.Time.Advance(TimeSpan.FromSeconds(40));

        using var events = await FollowAsync(lastEventId: null);
        await StoreAsync(5);
        _api.Time.Advance(Heartbeat);

        (await events.EventsAsync(1)).ShouldBe(["5 Step"]);
    }

    [Test]
    public async Task Should_not_tell_of_other_sagas_and_not_stop_at_them()
    {
        await StoreAsync("ParcelState", [.. Enumerable.Range(1, 250).Select(position => (long)position)]);
        await StoreAsync(251);

        using var events = await FollowAsync("0");

        (await events.EventsAsync(1)).ShouldBe(["251 Step"]);
    }

    private Task<int> StoreAsync(params long[] positions) => StoreAsync(nameof(OrderState), positions);

    private Task<int> StoreAsync(string sagaType, long[] positions) => _api.InDatabaseAsync(db =>
    {
        db.AddRange(positions.Select(position => new SagaTransition
        {
            Position = position,
            SagaType = sagaType,
            SagaId = Guid.NewGuid(),
            Version = 1,
            Event = "Step",
            FromState = "Initial",
            ToState = "AwaitingPayment",
            At = _api.Time.GetUtcNow(),
            Changes = "{}",
            Messages = "[]",
        }));
        return db.SaveChangesAsync();
    });

    private async Task<EventReader> FollowAsync(string? lastEventId)
    {
        var response = lastEventId is null
            ? await _api.GetAsync("/events")
            : await _api.GetAsync("/events", ("Last-Event-ID", lastEventId));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var events = new EventReader(response);
        (await events.NextAsync()).ShouldNotBeNull()[0].ShouldBe("retry: 2000");
        return events;
    }

    /// <summary>Lets a heartbeat pass.</summary>
    /// <returns>Whether nothing was told by then.</returns>
    private async Task<bool> SilenceAsync(EventReader events)
    {
        await Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(Heartbeat), "the stream to wait");
        _api.Time.Advance(Heartbeat);
        return (await events.NextAsync())! is [": still here", _];
    }
}
