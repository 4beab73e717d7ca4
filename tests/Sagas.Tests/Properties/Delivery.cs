using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;

namespace Sagas.Tests.Properties;

/// <summary>A message for an order, as it is put on the saga's queue.</summary>
/// <param name="MessageId">Its id; a duplicate has the same.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Message">The message.</param>
/// <param name="Type">The type under which it travels.</param>
/// <param name="TimerToken">For the ring of a timer: whose.</param>
internal sealed record Delivery(Guid MessageId, Guid OrderId, object Message, Type Type, Guid? TimerToken)
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    public static Delivery Of(OrderEvent happened, Guid orderId)
    {
        var message = MessageOf(happened, orderId);
        var type = message is Fault ? message.GetType().GetInterfaces().First(x => x.IsGenericType) : message.GetType();
        return new(
            NewId.NextGuid(), orderId, message, type, message is PaymentExpired or NotificationExpired ? Guid.NewGuid() : null);
    }

    // There is one payment per order, so that its id can be that of the order.
    private static object MessageOf(OrderEvent happened, Guid orderId) => happened switch
    {
        OrderEvent.Submitted => new OrderSubmitted(
            orderId, "c-42", "ada@example.com", "EUR", [new OrderLine("BOOK-1", 2, 19.90m)], 39.80m, "tok_visa", At),
        OrderEvent.Paid => new PaymentCompleted(orderId, orderId, "ch_1", 39.80m, "EUR", At),
        OrderEvent.Declined => new PaymentDeclined(orderId, orderId, "card_declined", At),
        OrderEvent.PaymentFailedForGood => FaultOf(new ProcessPayment(orderId, 39.80m, "EUR", "tok_visa")),
        OrderEvent.Refunded => new PaymentRefunded(orderId, 39.80m, "EUR", At),
        OrderEvent.RefundFailedForGood => FaultOf(new RefundPayment(orderId, "changed my mind")),
        OrderEvent.Told => new NotificationSent(orderId, NotificationTemplate.OrderConfirmed, "log", At),
        OrderEvent.NotTold => new NotificationFailed(orderId, NotificationTemplate.OrderConfirmed, "no such mailbox", At),
        OrderEvent.Cancel => new CancelOrder(orderId, "changed my mind"),
        OrderEvent.RetryCompensation => new RetryCompensation(orderId, "grace", "gateway is back"),
        OrderEvent.ResolveManually => new ResolveManually(orderId, "grace", "paid back by bank transfer"),
        OrderEvent.StrayPaymentTimer => new PaymentExpired(orderId),
        OrderEvent.StrayNotificationTimer => new NotificationExpired(orderId),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "No message is known."),
    };

    private static FaultEvent<T> FaultOf<T>(T message) where T : class =>
        new(message, NewId.NextGuid(), HostMetadataCache.Host, new InvalidOperationException("gateway is down"), []);
}
