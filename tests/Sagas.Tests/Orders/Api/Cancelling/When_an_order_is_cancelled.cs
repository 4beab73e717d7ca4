using System.Net;
using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Durability.Messages;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Cancelling;

internal class When_an_order_is_cancelled
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase(null)]
    [TestCase("AwaitingPayment")]
    [TestCase("AwaitingNotification")]
    public async Task Should_ask_the_process_while_it_can_be(string? state)
    {
        var orderId = await OrderInAsync(state);

        using var response = await _api.PostAsync($"/orders/{orderId}/cancel", """{"reason":"too late"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location!.OriginalString.ShouldBe($"/orders/{orderId}");
        (await response.JsonAsync()).Text("state").ShouldBe(state ?? "Submitted");
        _api.Sent.Of<CancelOrder>().ShouldContain(new CancelOrder(orderId, "too late"));
        EndpointNames.Of(new Uri(_api.Sent.Rows[^1].DestinationAddress)).ShouldBe(Endpoints.OrderSaga);
    }

    [Test]
    public async Task Should_need_no_body()
    {
        var orderId = await OrderInAsync("AwaitingPayment");

        using var response = await _api.Client.PostAsync(new Uri($"/orders/{orderId}/cancel", UriKind.Relative), content: null);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _api.Sent.Of<CancelOrder>().ShouldContain(new CancelOrder(orderId, "Cancelled on request"));
    }

    [TestCase("Completed")]
    [TestCase("Rejected")]
    [TestCase("Cancelled")]
    [TestCase("Compensating")]
    [TestCase("NeedsAttention")]
    public async Task Should_say_in_which_state_it_cannot_be(string state)
    {
        var orderId = await OrderInAsync(state);

        using var response = await _api.PostAsync($"/orders/{orderId}/cancel", "{}");

        (await response.ProblemAsync(HttpStatusCode.Conflict, "order_not_cancellable")).Text("detail")
            .ShouldContain($"in the state {state};");
        _api.Sent.Of<CancelOrder>().ShouldNotContain(cancel => cancel.OrderId == orderId);
    }

    [Test]
    public async Task Should_not_find_an_unknown_order()
    {
        var orderId = Guid.NewGuid();

        using var response = await _api.PostAsync($"/orders/{orderId}/cancel", "{}");

        (await response.ProblemAsync(HttpStatusCode.NotFound, "order_not_found")).Text("detail")
            .ShouldContain(orderId.ToString());
    }

    [TestCase(0)]
    [TestCase(501)]
    public async Task Should_refuse_a_reason_of_the_wrong_length(int length)
    {
        var orderId = await OrderInAsync("AwaitingPayment");

        using var response = await _api.PostAsync($"/orders/{orderId}/cancel", $$"""{"reason":"{{new string('r', length)}}"}""");

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["reason"]);
        _api.Sent.Of<CancelOrder>().ShouldNotContain(cancel => cancel.OrderId == orderId);
    }

    private async Task<Guid> OrderInAsync(string? state)
    {
        var orderId = await _api.SubmitAsync();
        if (state is not null)
            await _api.MoveAsync(orderId, "Something", state);
        return orderId;
    }
}
