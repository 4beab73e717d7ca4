using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Interop;

/// <summary>
/// Messages alone, as plain JSON, or in the envelope that the guide shows, with no more in it than it asks for.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[TestFixture(PlainJson)]
[TestFixture(Envelope)]
internal class When_a_foreign_client_publishes(string contentType)
{
    private const string PlainJson = "application/json";
    private const string Envelope = "application/vnd.masstransit+json";

    private RunningService _service = null!;

    private Uri Broker => ((ServerBed)_service.Bed).BrokerAddress;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await RunningService.StartAsync();
        await _service.UntilListeningAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_cancel_an_order_and_know_the_message_by_its_id()
    {
        var (orderId, messageId) = (await WaitingForPaymentAsync(), Guid.NewGuid());

        await PublishAsync("Sagas.Contracts.Orders:CancelOrder", new { orderId, reason = "changed my mind" }, messageId);
        await PublishAsync("Sagas.Contracts.Orders:CancelOrder", new { orderId, reason = "repeated" }, messageId);
        await _service.UntilStateAsync(orderId, OrderStatus.Cancelled);

        (await _service.OrderAsync(orderId)).Reason.ShouldBe("changed my mind");
        (await _service.HistoryAsync(orderId)).Single(step => step.Event == "CancelOrder").MessageId.ShouldBe(messageId);
    }

    [Test]
    public async Task Should_pay_an_order_in_the_name_of_another_payment_service()
    {
        var orderId = await WaitingForPaymentAsync();

        await PublishAsync("Sagas.Contracts.Payments:PaymentCompleted", new
        {
            orderId,
            paymentId = orderId,
            chargeId = "ch_foreign",
            amount = "39.80",
            currency = "EUR",
            completedAt = "2026-03-14T09:27:00+00:00",
        });

        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
        (await _service.StepsAsync(orderId)).ShouldContain("PaymentCompleted: AwaitingPayment → AwaitingNotification");
    }

    [Test]
    public async Task Should_become_a_dead_letter_if_nobody_can_read_it()
    {
        var nonsense = $"no JSON {Guid.NewGuid()}";

        await ForeignClient.PublishAsync(Broker, "Sagas.Contracts.Orders:CancelOrder", contentType, nonsense);

        await Eventually.BecomesTrueAsync(
            () => _service.InDatabaseAsync(db =>
                db.Set<DeadLetter>().AnyAsync(deadLetter => deadLetter.Body == nonsense && deadLetter.Endpoint == "order-saga")),
            "the dead letter");
    }

    private async Task<Guid> WaitingForPaymentAsync()
    {
        var orderId = await _service.SubmitAsync("tok_slow");
        await _service.UntilStateAsync(orderId, OrderStatus.AwaitingPayment);
        return orderId;
    }

    // The id is a property of a message alone, and a member of an envelope.
    private Task PublishAsync(string exchange, object message, Guid? messageId = null) => contentType == Envelope
        ? ForeignClient.PublishAsync(
            Broker, exchange, contentType,
            JsonSerializer.Serialize(new { messageId, messageType = new[] { $"urn:message:{exchange}" }, message }))
        : ForeignClient.PublishAsync(Broker, exchange, contentType, JsonSerializer.Serialize(message), messageId);
}
