using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_a_request_is_repeated_after_a_restart : Journey
{
    private static readonly (string Name, string Value) Key = ("Idempotency-Key", "checkout-4711");

    private string _first = "";
    private string _second = "";
    private string? _replayed;

    protected override async Task HappensAsync()
    {
        using (var response = await Service.PostAsync("/orders", RunningService.OrderOf("tok_visa"), Key))
        {
            _first = await response.Content.ReadAsStringAsync();
            OrderId = (await Service.AcceptedAsync(response)).OrderId;
        }

        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
        await Service.RestartAsync();
        using (var response = await Service.PostAsync("/orders", RunningService.OrderOf("tok_visa"), Key))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            _replayed = response.Headers.GetValues("Idempotency-Replayed").Single();
            _second = await response.Content.ReadAsStringAsync();
        }

        await Service.UntilQuietAsync();
    }

    [Test]
    public void Should_answer_as_the_first_time()
    {
        _second.ShouldBe(_first);
        _replayed.ShouldBe("true");
    }

    [Test]
    public async Task Should_make_no_second_order() =>
        (await Service.InDatabaseAsync(db => db.Set<OrderState>().CountAsync())).ShouldBe(1);

    [Test]
    public async Task Should_refuse_another_order_under_the_same_key()
    {
        using var response = await Service.PostAsync("/orders", RunningService.OrderOf("tok_declined"), Key);

        await response.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }
}
