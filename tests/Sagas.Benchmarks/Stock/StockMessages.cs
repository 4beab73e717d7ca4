using Sagas.Contracts.Orders;

namespace Sagas.Benchmarks.Stock;

/// <summary>Event: an order was accepted.</summary>
internal sealed record StockOrderSubmitted(
    Guid OrderId, string CustomerId, string Email, string Currency, IReadOnlyList<OrderLine> Lines, decimal Total,
    string PaymentToken, DateTime SubmittedAt);

/// <summary>Command: charge the order's total.</summary>
internal sealed record ProcessStockPayment(Guid OrderId, decimal Amount, string Currency, string PaymentToken);

/// <summary>Event: the total was charged.</summary>
internal sealed record StockPaymentCompleted(Guid OrderId, Guid PaymentId, string ChargeId, DateTime ChargedAt);

/// <summary>Event: the order has been paid; for any subscriber.</summary>
internal sealed record StockOrderPaid(Guid OrderId, Guid PaymentId, decimal Amount, string Currency, DateTime PaidAt);

/// <summary>Command: notify the customer.</summary>
internal sealed record SendStockNotification(Guid OrderId, string CustomerId, string Email, string Currency, decimal Total);

/// <summary>Event: the customer was notified.</summary>
internal sealed record StockNotificationSent(Guid OrderId, string Channel, DateTime SentAt);

/// <summary>Event: the process has ended; for any subscriber.</summary>
internal sealed record StockOrderCompleted(Guid OrderId, bool CustomerNotified, DateTime CompletedAt);
