using System.Net;
using System.Text.Json;
using Sagas.Operations.Audit;
using Sagas.Operations.Sagas;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;
using Sagas.Web.Lists;

namespace Sagas.Tests.Operations.Sagas.Timers;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_saga_waits_for_a_timer
{
    private const string Why = """{"reason":"The mail server is gone for good"}""";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private RunningService _service = null!;
    private Guid _orderId;

    [SetUp]
    public async Task Place_an_order_whose_customer_is_not_told()
    {
        _service = await RunningService.StartAsync();
        _orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");
    }

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_go_on_when_it_is_fired()
    {
        var timer = await TimerAsync(_orderId);

        (await ChangeAsync(_orderId, timer.TimerId, "fire", Why)).ShouldBe((HttpStatusCode.Accepted, null));

        await _service.UntilStateAsync(_orderId, OrderStatus.Completed);
        (await _service.StepsAsync(_orderId))[^1].ShouldBe("NotificationExpired: AwaitingNotification → Completed");
        var entry = (await _service.GetAsync<PageView<AuditItem>>($"/operations/audit?sagaId={_orderId}")).Items
            .ShouldHaveSingleItem();
        (entry.Action, entry.Actor, entry.Reason).ShouldBe(("timer.fire", "local", "The mail server is gone for good"));
        (await ChangeAsync(_orderId, timer.TimerId, "fire", Why)).ShouldBe((HttpStatusCode.Conflict, "timer_gone"));
        _service.Notifications.OpenForAll();
        await _service.ShouldKeepItsPromisesAsync();
    }

    [Test]
    public async Task Should_wait_for_longer_when_it_is_moved()
    {
        var timer = await TimerAsync(_orderId);
        var later = timer.DueAt!.Value + Timeout;

        (await ChangeAsync(_orderId, timer.TimerId, "move", Move(later))).ShouldBe((HttpStatusCode.NoContent, null));

        (await TimerAsync(_orderId)).ShouldBe(timer with { DueAt = later });
        _service.Time.Advance(Timeout + TimeSpan.FromSeconds(10));
        (await _service.OrderAsync(_orderId)).State.ShouldBe(OrderStatus.AwaitingNotification);
        _service.Time.Advance(Timeout);
        await _service.UntilStateAsync(_orderId, OrderStatus.Completed);
        _service.Notifications.OpenForAll();
        await _service.ShouldKeepItsPromisesAsync();
    }

    [Test]
    public async Task Should_not_have_the_timers_of_others()
    {
        var other = await _service.SubmitPaidAsync("tok_visa", "c-2");
        var timer = await TimerAsync(other);

        (await ChangeAsync(_orderId, timer.TimerId, "fire", Why)).ShouldBe((HttpStatusCode.Conflict, "timer_gone"));
        (await ChangeAsync(_orderId, timer.TimerId, "move", Move(timer.DueAt!.Value + Timeout)))
            .ShouldBe((HttpStatusCode.Conflict, "timer_gone"));

        (await TimerAsync(other)).ShouldBe(timer);
        (await _service.GetAsync<PageView<AuditItem>>("/operations/audit")).Items.ShouldBeEmpty();
    }

    [TestCase("fire", "{}", "reason")]
    [TestCase("fire", """{"reason":" "}""", "reason")]
    [TestCase("move", "{}", "reason", "dueAt")]
    [TestCase("move", """{"reason":"x","dueAt":"tomorrow"}""", "dueAt")]
    [TestCase("move", """{"reason":"x","dueAt":"2200-01-01T00:00:00"}""", "dueAt")]
    [TestCase("move", """{"reason":"x","dueAt":"2200-01-01T00:00:00Z"}""", "dueAt")]
    [TestCase("move", """{"reason":"x","dueAt":"2001-01-01T00:00:00Z"}""", "dueAt")]
    public async Task Should_be_told_which_field_is_wrong(string action, string body, params string[] fields)
    {
        var timer = await TimerAsync(_orderId);

        using var answer = await PostAsync(_orderId, timer.TimerId, action, body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("errors").EnumerateObject()
            .Select(error => error.Name).ShouldBe(fields);
        (await TimerAsync(_orderId)).ShouldBe(timer);
    }

    [TestCase("fire")]
    [TestCase("move")]
    public async Task Should_be_told_that_there_is_no_such_saga(string action) =>
        (await ChangeAsync(Guid.NewGuid(), Guid.NewGuid(), action, action == "fire"
            ? Why
            : Move(_service.Time.GetUtcNow() + Timeout)))
            .ShouldBe((HttpStatusCode.NotFound, "saga_not_found"));

    private async Task<WaitingMessageView> TimerAsync(Guid orderId) =>
        (await _service.GetAsync<SagaDetailView>($"/operations/sagas/{OperatedService.Orders}/{orderId}")).Waiting
            .Single(message => message.DueAt is not null);

    private static string Move(DateTimeOffset dueAt) =>
        JsonSerializer.Serialize(new { reason = "The mail server needs a while", dueAt });

    private async Task<(HttpStatusCode Status, string? Code)> ChangeAsync(Guid orderId, Guid? timerId, string action, string body)
    {
        using var answer = await PostAsync(orderId, timerId, action, body);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonElement.Parse(text).GetProperty("code").GetString());
    }

    private Task<HttpResponseMessage> PostAsync(Guid orderId, Guid? timerId, string action, string body) =>
        _service.PostAsync($"/operations/sagas/{OperatedService.Orders}/{orderId}/timers/{timerId}/{action}", body);
}
