using System.Net;
using Sagas.Operations.Sagas;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Sagas.Timers;

/// <summary>The timeline of a saga tells what has become of them.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_timers_have_been_set
{
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

    private string Page => $"/sagas/{OperatedService.Orders}/{_orderId}";

    [Test]
    public async Task Should_tell_that_one_is_pending()
    {
        var timer = await TimerAsync("NotificationExpired");

        timer.ShouldBe(new TimerFate(TimerStanding.Pending, timer.DueAt, At: null, EndedBy: null, ChangedBy: null));
        (await TextAsync()).ShouldContain($"timer, pending, due {timer.DueAt:yyyy-MM-dd HH:mm:ss} UTC");
    }

    [Test]
    public async Task Should_tell_on_what_one_was_cancelled()
    {
        var timer = await TimerAsync("PaymentExpired");

        (timer.Status, timer.EndedBy).ShouldBe((TimerStanding.Cancelled, "PaymentCompleted"));
        var page = await TextAsync();
        page.ShouldContain($"timer, cancelled at {timer.At:yyyy-MM-dd HH:mm:ss} UTC on PaymentCompleted");
        page.ShouldNotContain("timer, due");
    }

    [Test]
    public async Task Should_tell_who_has_moved_one_and_to_when()
    {
        var later = _service.Time.GetUtcNow().AddHours(1);
        await MoveAsync(later);
        await MoveAsync(later.AddMinutes(5));

        var timer = await TimerAsync("NotificationExpired");

        (timer.Status, timer.ChangedBy).ShouldBe((TimerStanding.Pending, "local"));
        timer.DueAt.ShouldBe(later.AddMinutes(5), TimeSpan.FromSeconds(1));
        (await TextAsync()).ShouldContain($"timer, moved to {timer.DueAt:yyyy-MM-dd HH:mm:ss} UTC by local");
    }

    [Test]
    public async Task Should_tell_when_one_has_fired()
    {
        var dueAt = (await TimerAsync("NotificationExpired")).DueAt;
        _service.Time.Advance(dueAt - _service.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await _service.UntilStateAsync(_orderId, OrderStatus.Completed);

        var timer = await TimerAsync("NotificationExpired");

        timer.Status.ShouldBe(TimerStanding.Fired);
        (await TextAsync()).ShouldContain($"timer, fired at {timer.At:yyyy-MM-dd HH:mm:ss} UTC");
    }

    private async Task<TimerFate> TimerAsync(string type) =>
        (await _service.GetAsync<List<SagaMessageView>>($"/operations{Page}/messages"))
            .Single(message => message.Type == type && message.Direction == MessageDirection.Out).Timer.ShouldNotBeNull();

    private async Task MoveAsync(DateTimeOffset dueAt)
    {
        var saga = await _service.GetAsync<SagaDetailView>($"/operations{Page}");
        var timer = saga.Waiting.Single(message => message.TimerId is not null);
        using var answer = await _service.PostAsync(
            $"/operations{Page}/timers/{timer.TimerId}/move",
            $$"""{"reason":"The mail server is slow","dueAt":"{{dueAt:O}}"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<string> TextAsync() => WebUtility.HtmlDecode(await _service.PageAsync(Page));
}
