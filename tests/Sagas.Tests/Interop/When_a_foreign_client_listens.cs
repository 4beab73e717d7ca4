using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Interop;

[Servers]
internal class When_a_foreign_client_listens : Journey
{
    private IReadOnlyList<ForeignEvent> _seen = [];

    protected override async Task HappensAsync()
    {
        using var client = await ForeignClient.ListenAsync(((ServerBed)Service.Bed).BrokerAddress);
        OrderId = await Service.SubmitAsync("tok_visa");
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
        _seen = [await client.NextAsync(), await client.NextAsync()];
        _seen = [.. _seen.OrderBy(seen => seen.Headers["Saga-Version"], StringComparer.Ordinal)];
    }

    [Test]
    public void Should_see_what_becomes_of_the_order()
    {
        _seen.Select(seen => seen.Exchange)
            .ShouldBe(["Sagas.Contracts.Orders:OrderPaid", "Sagas.Contracts.Orders:OrderCompleted"]);
        _seen.Select(seen => seen.Type).ShouldBe(
            ["urn:message:Sagas.Contracts.Orders:OrderPaid", "urn:message:Sagas.Contracts.Orders:OrderCompleted"]);
        _seen.ShouldAllBe(seen => seen.ContentType == "application/vnd.masstransit+json");
        _seen.ShouldAllBe(seen => seen.Message.GetProperty("orderId").GetGuid() == OrderId);
        _seen[0].Message.GetProperty("amount").GetString().ShouldBe("39.80");
        _seen[1].Message.GetProperty("customerNotified").GetBoolean().ShouldBeTrue();
    }

    [Test]
    public void Should_see_the_order_and_its_version_in_the_headers_and_in_the_body()
    {
        _seen.Select(seen => seen.Headers["Saga-Version"]).ShouldBe(["2", "3"]);
        _seen.Select(seen => seen.HeaderInBody("Saga-Version")).ShouldBe(["2", "3"]);
        _seen.ShouldAllBe(seen => seen.Headers["Saga-Id"] == OrderId.ToString());
        _seen.ShouldAllBe(seen => seen.HeaderInBody("Saga-Id") == OrderId.ToString());
    }

    [Test]
    public async Task Should_see_the_message_ids_that_the_history_has()
    {
        var sent = (await Service.HistoryAsync(OrderId)).SelectMany(step => step.Messages)
            .Where(message => message.Type is "OrderPaid" or "OrderCompleted").Select(message => message.MessageId.ToString());

        _seen.Select(seen => seen.MessageId).ShouldBe(sent);
        _seen.Select(seen => seen.Body.GetProperty("messageId").GetString()).ShouldBe(sent);
    }
}
