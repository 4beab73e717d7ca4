using System.Net;
using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>
/// Somebody outside has submitted an order without a payment token. An operator adds it, and the order goes its way.
/// </summary>
[EveryBed]
internal class When_a_broken_submission_is_repaired : Journey
{
    private readonly Guid _messageId = Guid.NewGuid();
    private DeadLetter _deadLetter = null!;
    private JsonElement _checked;
    private HttpStatusCode _answer;

    protected override async Task HappensAsync()
    {
        OrderId = Guid.CreateVersion7();
        await Service.UntilListeningAsync();
        await SendAsync(Envelope("""{"customerId":"c-42"}"""));
        await Service.UntilAsync(() => Service.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync()), "the dead letter");
        _deadLetter = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().SingleAsync());

        var path = $"/operations/dead-letters/{_deadLetter.DeadLetterId}";
        using var check = await Service.PostAsync($"{path}/check", "{}");
        _checked = await check.JsonAsync();
        var repaired = Envelope($$"""
            {"orderId":"{{OrderId}}","customerId":"c-42","email":"ada@example.com","currency":"EUR",
             "lines":[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}],"total":39.80,"paymentToken":"tok_visa","submittedAt":"2026-03-14T09:00:00Z"}
            """);
        using var response = await Service.PostAsync(
            $"{path}/retry", $$"""{"reason":"The sender left it out","body":{{repaired}}}""");
        _answer = response.StatusCode;
        // Until the message has arrived there is no such order.
        await Service.UntilQuietAsync();
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
    }

    [Test]
    public void Should_be_told_what_is_missing() =>
        _checked.GetProperty("errors").EnumerateArray().Select(error => error.Text("path"))
            .ShouldBe(
            [
                "$.message.orderId", "$.message.email", "$.message.currency", "$.message.lines", "$.message.total",
                "$.message.paymentToken", "$.message.submittedAt",
            ]);

    [Test]
    public async Task Should_complete_the_order()
    {
        _answer.ShouldBe(HttpStatusCode.Accepted);
        (await Service.StepsAsync(OrderId)).ShouldBe(
        [
            "OrderSubmitted: Initial → AwaitingPayment", "PaymentCompleted: AwaitingPayment → AwaitingNotification",
            "NotificationSent: AwaitingNotification → Completed",
        ]);
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    private string Envelope(string message) =>
        $$"""{"messageId":"{{_messageId}}","messageType":["{{MessageUrn.ForTypeString<OrderSubmitted>()}}"],"message":{{message}}}""";

    private async Task SendAsync(string body)
    {
        var endpoint = await Service.Services.GetRequiredService<IBus>()
            .GetSendEndpoint(Endpoints.AddressOf(Endpoints.OrderSaga));
        await endpoint.Send(new SerializedMessageBody(), Pipe.Execute<SendContext>(context =>
        {
            context.MessageId = _messageId;
            context.Serializer = new CopyBodySerializer(
                new ContentType("application/vnd.masstransit+json"), new StringMessageBody(body));
        }));
    }
}
