using System.Net;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Streaming;

internal class When_events_are_followed
{
    private ApiFixture _api = null!;

    [SetUp]
    public void Start() => _api = new(("Sagas:Api:PollInterval", "00:00:30"));

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_tell_an_order_from_its_first_step_to_its_last()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");

        using var events = await FollowAsync($"/orders/{orderId}/events");
        (await events.EventsAsync(1)).ShouldBe(["1 OrderSubmitted"]);
        await _api.MoveAsync(orderId, "PaymentCompleted", "AwaitingNotification");
        (await events.EventsAsync(1)).ShouldBe(["2 PaymentCompleted"]);
        await _api.MoveAsync(orderId, "NotificationSent", "Completed");
        (await events.EventsAsync(1)).ShouldBe(["3 NotificationSent"]);

        (await events.NextAsync()).ShouldBeNull();
    }

    [Test]
    public async Task Should_say_what_happened_in_the_data()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "PaymentDeclined", "Rejected");

        using var response = await _api.GetAsync($"/orders/{orderId}/events");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
        var order = await (await _api.GetAsync($"/orders/{orderId}")).JsonAsync();
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            "retry: 2000\nid: 0\n\nid: 1\nevent: PaymentDeclined\ndata: "
            + $$"""{"orderId":"{{orderId}}","version":1,"event":"PaymentDeclined","from":"Initial","to":"Rejected","at":"{{order.Text("submittedAt")}}"}"""
            + "\n\n");
    }

    [Test]
    public async Task Should_resume_an_order_after_the_last_event()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        await _api.MoveAsync(orderId, "PaymentCompleted", "AwaitingNotification");
        await _api.MoveAsync(orderId, "NotificationSent", "Completed");

        using var events = await FollowAsync($"/orders/{orderId}/events", "1");

        (await events.EventsAsync(10)).ShouldBe(["2 PaymentCompleted", "3 NotificationSent"]);
    }

    [Test]
    public async Task Should_send_nobody_back_to_an_order_that_is_over()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "PaymentDeclined", "Rejected");

        using var response = await _api.GetAsync($"/orders/{orderId}/events", ("Last-Event-ID", "1"));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task Should_follow_an_order_that_a_late_payment_brought_back()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "PaymentDeclined", "Rejected");
        await _api.MoveAsync(orderId, "PaymentCompleted", "Compensating");

        using var events = await FollowAsync($"/orders/{orderId}/events", "1");
        (await events.EventsAsync(1)).ShouldBe(["2 PaymentCompleted"]);
        await _api.MoveAsync(orderId, "PaymentRefunded", "Cancelled");

        (await events.EventsAsync(10)).ShouldBe(["3 PaymentRefunded"]);
    }

    [Test]
    public async Task Should_tell_all_orders_from_now_on_and_resume()
    {
        var first = await _api.SubmitAsync();
        var second = await _api.SubmitAsync();
        await _api.MoveAsync(first, "OrderSubmitted", "AwaitingPayment");

        using (var events = await FollowAsync("/events"))
        {
            await events.NextAsync();
            await _api.MoveAsync(second, "OrderSubmitted", "AwaitingPayment");
            await _api.MoveAsync(first, "PaymentDeclined", "Rejected");
            (await events.EventsAsync(2)).ShouldBe(["2 OrderSubmitted", "3 PaymentDeclined"]);
        }

        await _api.MoveAsync(second, "PaymentCompleted", "AwaitingNotification");
        using var resumed = await FollowAsync("/events", "2");
        (await resumed.EventsAsync(2)).ShouldBe(["3 PaymentDeclined", "4 PaymentCompleted"]);

        using var whole = await FollowAsync("/events", "0");
        (await whole.EventsAsync(4)).Count.ShouldBe(4);
    }

    [Test]
    public async Task Should_tell_more_steps_than_fit_into_one_look()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "RetryCompensation", "Compensating", steps: 205);

        using var events = await FollowAsync($"/orders/{orderId}/events");

        (await events.EventsAsync(205)).Select(told => told.Split(' ')[0])
            .ShouldBe(Enumerable.Range(1, 205).Select(version => $"{version}"));
    }

    [TestCase("/events", "abc")]
    [TestCase("/events", "-1")]
    [TestCase("/orders/{0}/events", "1.5")]
    public async Task Should_name_a_last_event_id_that_is_none(string path, string lastEventId)
    {
        var orderId = await _api.SubmitAsync();

        using var response = await _api.GetAsync(
            path.Replace("{0}", $"{orderId}", StringComparison.Ordinal), ("Last-Event-ID", lastEventId),
            ("Accept", "text/event-stream"));

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["Last-Event-ID"]);
    }

    [Test]
    public async Task Should_refuse_a_position_that_the_history_has_not_reached()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");

        using var ahead = await _api.GetAsync("/events", ("Last-Event-ID", "2"));
        using var version = await _api.GetAsync($"/orders/{orderId}/events", ("Last-Event-ID", "2"));

        foreach (var response in new[] { ahead, version })
        {
            var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
            problem.Fields().ShouldBe(["Last-Event-ID"]);
        }
    }

    [Test]
    public async Task Should_refuse_a_position_behind_which_steps_have_been_archived()
    {
        await ArchiveAsync(lastPosition: 7);
        var orderId = await _api.SubmitAsync();
        await StoreAsync(orderId, position: 9);

        using var tooOld = await _api.GetAsync("/events", ("Last-Event-ID", "6"));
        using var justInTime = await FollowAsync("/events", "7");
        using var whatIsLeft = await FollowAsync("/events", "0");

        var problem = await tooOld.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        problem.Fields().ShouldBe(["Last-Event-ID"]);
        problem.GetRawText().ShouldContain("archived");
        foreach (var events in new[] { justInTime, whatIsLeft })
            (await events.EventsAsync(1)).ShouldBe(["9 OrderSubmitted"]);
    }

    [TestCase(7L, "7", HttpStatusCode.OK, TestName = "Should_know_the_last_position_of_the_archive")]
    [TestCase(7L, "8", HttpStatusCode.BadRequest, TestName = "Should_know_no_position_behind_it")]
    [TestCase(null, "500", HttpStatusCode.OK, TestName = "Should_believe_in_positions_that_were_archived_without_being_noted")]
    public async Task Should_know_what_was_archived(long? lastPosition, string lastEventId, HttpStatusCode expected)
    {
        await ArchiveAsync(lastPosition);

        using var response = await _api.GetAsync("/events", ("Last-Event-ID", lastEventId));

        response.StatusCode.ShouldBe(expected);
    }

    private Task<int> ArchiveAsync(long? lastPosition) => _api.InDatabaseAsync(db =>
    {
        db.Add(new ArchivedSaga
        {
            SagaId = Guid.NewGuid(),
            SagaType = nameof(OrderState),
            CurrentState = "Completed",
            Version = 1,
            LastPosition = lastPosition,
            EndedAt = _api.Time.GetUtcNow(),
            ArchivedAt = _api.Time.GetUtcNow(),
            Saga = "{}",
            History = "[]",
            Rows = "{}",
        });
        return db.SaveChangesAsync();
    });

    private Task<int> StoreAsync(Guid orderId, long position) => _api.InDatabaseAsync(db =>
    {
        db.Add(new SagaTransition
        {
            Position = position,
            SagaType = nameof(OrderState),
            SagaId = orderId,
            Version = 1,
            Event = "OrderSubmitted",
            FromState = "Initial",
            ToState = "AwaitingPayment",
            At = _api.Time.GetUtcNow().AddMinutes(-1),
            Changes = "{}",
            Messages = "[]",
        });
        return db.SaveChangesAsync();
    });

    private async Task<EventReader> FollowAsync(string path, string? lastEventId = null)
    {
        var response = lastEventId is null
            ? await _api.GetAsync(path)
            : await _api.GetAsync(path, ("Last-Event-ID", lastEventId));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new(response);
    }
}
