namespace Sagas.Benchmarks.Stock;

/// <summary>A charge, at most one per order.</summary>
internal sealed class StockPayment
{
    public Guid PaymentId { get; set; }

    public Guid OrderId { get; set; }

    public decimal Amount { get; set; }

    public string Currency { get; set; } = "";

    public string ChargeId { get; set; } = "";

    public DateTime ChargedAt { get; set; }
}

/// <summary>The record that the customer was notified.</summary>
internal sealed class StockNotification
{
    public Guid OrderId { get; set; }

    public string Channel { get; set; } = "";

    public DateTime SentAt { get; set; }
}
