using System.Text.Json;
using MassTransit;

namespace Sagas.Benchmarks.Stock;

/// <summary>An order's saga as the stock package keeps it: a row that is locked while a message is handled.</summary>
internal sealed class StockOrder : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public string CustomerId { get; set; } = "";

    public string Email { get; set; } = "";

    public string Currency { get; set; } = "";

    public string Lines { get; set; } = "";

    public decimal Total { get; set; }

    public string PaymentToken { get; set; } = "";

    public Guid? PaymentId { get; set; }

    public bool? CustomerNotified { get; set; }

    public DateTime SubmittedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public void Remember(StockOrderSubmitted submitted)
    {
        CustomerId = submitted.CustomerId;
        Email = submitted.Email;
        Currency = submitted.Currency;
        Lines = JsonSerializer.Serialize(submitted.Lines, JsonSerializerOptions.Web);
        Total = submitted.Total;
        PaymentToken = submitted.PaymentToken;
        SubmittedAt = submitted.SubmittedAt;
        UpdatedAt = DateTime.UtcNow;
    }

    public void Remember(StockPaymentCompleted completed)
    {
        PaymentId = completed.PaymentId;
        UpdatedAt = DateTime.UtcNow;
    }

    public void RememberNotification()
    {
        CustomerNotified = true;
        UpdatedAt = DateTime.UtcNow;
    }
}
