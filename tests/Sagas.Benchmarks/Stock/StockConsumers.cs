using MassTransit;

namespace Sagas.Benchmarks.Stock;

/// <summary>Charges. The stock package saves the row together with inbox and outbox.</summary>
internal sealed class ProcessStockPaymentConsumer(StockDbContext database) : IConsumer<ProcessStockPayment>
{
    public Task Consume(ConsumeContext<ProcessStockPayment> context)
    {
        var paymentId = Guid.CreateVersion7();
        var payment = new StockPayment
        {
            PaymentId = paymentId,
            OrderId = context.Message.OrderId,
            Amount = context.Message.Amount,
            Currency = context.Message.Currency,
            ChargeId = $"ch_{paymentId:N}",
            ChargedAt = DateTime.UtcNow,
        };
        database.Add(payment);
        return context.Publish(new StockPaymentCompleted(payment.OrderId, paymentId, payment.ChargeId, payment.ChargedAt));
    }
}

/// <summary>Notifies the customer, likewise.</summary>
internal sealed class SendStockNotificationConsumer(StockDbContext database) : IConsumer<SendStockNotification>
{
    public Task Consume(ConsumeContext<SendStockNotification> context)
    {
        var notification = new StockNotification { OrderId = context.Message.OrderId, Channel = "log", SentAt = DateTime.UtcNow };
        database.Add(notification);
        return context.Publish(new StockNotificationSent(notification.OrderId, notification.Channel, notification.SentAt));
    }
}
