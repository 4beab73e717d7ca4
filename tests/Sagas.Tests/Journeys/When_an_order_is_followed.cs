using System.Net;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_an_order_is_followed : Journey
{
    private string? _beforeTheRestart;
    private IReadOnlyList<string> _afterTheRestart = [];

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_slow");
        using (var stream = await EventStream.OpenAsync(Service.Http, $"/orders/{OrderId}/events"))
        {
            _beforeTheRestart = await stream.NextAsync();
            await Service.UntilGatewayIsSlowAsync();
            await Service.RestartAsync();
        }

        using var resumed = await EventStream.OpenAsync(Service.Http, $"/orders/{OrderId}/events", lastEventId: "1");
        await Service.UntilGatewayIsSlowAsync();
        Service.Time.Advance(RunningService.SlowDelay);
        _afterTheRestart = await resumed.ToEndAsync();
    }

    [Test]
    public void Should_tell_every_step_once_across_a_restart()
    {
        _beforeTheRestart.ShouldBe("1 OrderSubmitted");
        _afterTheRestart.ShouldBe(["2 PaymentCompleted", "3 NotificationSent"]);
    }

    [Test]
    public async Task Should_tell_nothing_more_once_the_order_is_over()
    {
        (await Service.OrderAsync(OrderId)).State.ShouldBe(OrderStatus.Completed);
        using var stream = await EventStream.OpenAsync(Service.Http, $"/orders/{OrderId}/events", lastEventId: "3");
        stream.Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task Should_tell_the_whole_story_to_whoever_comes_late()
    {
        using var stream = await EventStream.OpenAsync(Service.Http, $"/orders/{OrderId}/events");
        (await stream.ToEndAsync()).ShouldBe(["1 OrderSubmitted", "2 PaymentCompleted", "3 NotificationSent"]);
    }
}
