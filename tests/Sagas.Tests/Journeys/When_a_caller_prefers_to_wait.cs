using System.Net;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_a_caller_prefers_to_wait : Journey
{
    private static readonly (string Name, string Value) Prefer = ("Prefer", "wait=5");

    private (HttpStatusCode Status, OrderView Order, string Applied) _quick;
    private (HttpStatusCode Status, OrderView Order, string Applied) _slow;

    protected override async Task HappensAsync()
    {
        _quick = await SubmitAsync("tok_visa");

        var slow = SubmitAsync("tok_slow");
        await Service.UntilGatewayIsSlowAsync();
        // Five seconds by the service's clock: a second now and then, until the request has begun to wait and is done.
        await Service.UntilAsync(
            () =>
            {
                Service.Time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(slow.IsCompleted);
            },
            "the wait to end");
        _slow = await slow;
        await Service.LetTimePassAsync();
    }

    [Test]
    public void Should_answer_with_the_final_state_when_it_is_reached_in_time()
    {
        _quick.Status.ShouldBe(HttpStatusCode.OK);
        _quick.Order.State.ShouldBe(OrderStatus.Completed);
        _quick.Order.Version.ShouldBe(3);
        _quick.Applied.ShouldBe("wait=5");
    }

    [Test]
    public void Should_answer_that_the_order_is_accepted_when_it_is_not()
    {
        _slow.Status.ShouldBe(HttpStatusCode.Accepted);
        _slow.Order.State.ShouldBe(OrderStatus.AwaitingPayment);
        _slow.Applied.ShouldBe("wait=5");
    }

    [Test]
    public async Task Should_complete_the_order_all_the_same() =>
        (await Service.OrderAsync(_slow.Order.OrderId)).State.ShouldBe(OrderStatus.Completed);

    private async Task<(HttpStatusCode Status, OrderView Order, string Applied)> SubmitAsync(string token)
    {
        using var response = await Service.PostAsync("/orders", RunningService.OrderOf(token), Prefer);
        return (response.StatusCode, await Service.AcceptedAsync(response),
            response.Headers.GetValues("Preference-Applied").Single());
    }
}
