using System.Text.Json;
using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Orders;

namespace Sagas.Tests.Orders.World;

/// <summary>One order and the messages of its world.</summary>
internal class OrderUnderTest(OrderProcessHarness process)
{
    private int _alreadySaid;

    public Guid OrderId { get; } = Guid.CreateVersion7();

    public Guid PaymentId { get; } = Guid.CreateVersion7();

    public DateTimeOffset SubmittedAt { get; } = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    public OrderState Stored => process.Find(OrderId).ShouldNotBeNull();

    public string State => Stored.CurrentState;

    /// <summary>Every stored field, for comparison.</summary>
    public string Snapshot => JsonSerializer.Serialize(Stored);

    /// <summary>What the saga has published and sent since <see cref="Listen"/>.</summary>
    public IReadOnlyList<object> Said => [.. SaidTo.Select(said => said.Message)];

    /// <summary>The same with the queue for commands, and null for events.</summary>
    public IReadOnlyList<(object Message, string? Queue)> SaidTo => [.. process.SaidAbout(OrderId).Skip(_alreadySaid)];

    public IReadOnlyList<PendingTimer> Timers => process.TimersOf(OrderId);

    public OrderSubmitted Submitted => new(
        OrderId, "c-42", "ada@example.com", "EUR", [new OrderLine("BOOK-1", 2, 19.90m)], 39.80m, "tok_visa", SubmittedAt);

    public PaymentCompleted PaymentCompleted => new(OrderId, PaymentId, "ch_1", 39.80m, "EUR", SubmittedAt.AddSeconds(2));

    public PaymentDeclined PaymentDeclined => new(OrderId, PaymentId, "card_declined", SubmittedAt.AddSeconds(2));

    public Fault<ProcessPayment> ProcessPaymentFaulted =>
        FaultOf(new ProcessPayment(OrderId, 39.80m, "EUR", "tok_visa"), "gateway is down");

    public PaymentExpired PaymentExpired => new(OrderId);

    public PaymentRefunded PaymentRefunded => new(OrderId, 39.80m, "EUR", SubmittedAt.AddSeconds(9));

    public Fault<RefundPayment> RefundPaymentFaulted => FaultOf(new RefundPayment(OrderId, "changed my mind"), "gateway is lost");

    public NotificationSent NotificationSent =>
        new(OrderId, NotificationTemplate.OrderConfirmed, "log", SubmittedAt.AddSeconds(3));

    public NotificationFailed NotificationFailed =>
        new(OrderId, NotificationTemplate.OrderConfirmed, "no such mailbox", SubmittedAt.AddSeconds(3));

    public NotificationExpired NotificationExpired => new(OrderId);

    public CancelOrder CancelOrder => new(OrderId, "changed my mind");

    public RetryCompensation RetryCompensation => new(OrderId, "grace", "gateway is back");

    public ResolveManually ResolveManually => new(OrderId, "grace", "paid back by bank transfer");

    public SendNotification Notification(NotificationTemplate template, string? reason) =>
        new(OrderId, template, "c-42", "ada@example.com", "EUR", 39.80m, reason);

    public static Fault<T> FaultOf<T>(T message, string error) where T : class =>
        new FaultEvent<T>(message, NewId.NextGuid(), HostMetadataCache.Host, new InvalidOperationException(error), []);

    /// <summary>Delivers a message; a second passes before.</summary>
    public async Task<Exception?> ReceivesAsync(object message, Guid? timerToken = null)
    {
        process.Clock.Advance(TimeSpan.FromSeconds(1));
        var type = message is Fault ? message.GetType().GetInterfaces().First(x => x.IsGenericType) : message.GetType();
        return await process.DeliverAsync(message, type, timerToken);
    }

    /// <summary>Forgets what was said so far.</summary>
    public void Listen() => _alreadySaid = process.SaidAbout(OrderId).Count;
}
