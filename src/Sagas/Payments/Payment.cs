using Sagas.Contracts.Payments;
using Sagas.Durability.Settings;
using Sagas.Payments.Gateways;

namespace Sagas.Payments;

/// <summary>The one payment of an order. README.md next to this file explains why it charges once and keeps nothing.</summary>
internal class Payment
{
    /// <summary>The maximum length of a stored reason.</summary>
    public const int LongestReason = 1000;

    private Payment()
    {
    }

    /// <summary>A version-7 UUID, and the idempotency key at the gateway.</summary>
    public Guid PaymentId { get; private init; }

    /// <summary>The order; unique.</summary>
    public Guid OrderId { get; private init; }

    /// <summary>
    /// The amount to charge, and once there is a charge, what the gateway says was charged; null if the order
    /// was canceled before the amount was known.
    /// </summary>
    public decimal? Amount { get; private set; }

    /// <summary>ISO 4217 code; null if the amount is.</summary>
    public string? Currency { get; private set; }

    /// <summary>The gateway's token for the customer's means of payment.</summary>
    public string? PaymentToken { get; private set; }

    /// <summary>How far it has got.</summary>
    public PaymentState State { get; private set; }

    /// <summary>The gateway's id for the charge, once there is one.</summary>
    public string? ChargeId { get; private set; }

    /// <summary>Why it was declined, voided or refunded.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it was first mentioned, UTC.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When its state last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Grows with each change: of two concurrent changes, one is made again on the new values.</summary>
    public int Version { get; private set; }

    /// <summary>A payment that is about to be charged.</summary>
    public static Payment Start(ProcessPayment command, DateTimeOffset at) => new()
    {
        PaymentId = Guid.CreateVersion7(at),
        OrderId = command.OrderId,
        Amount = command.Amount,
        Currency = command.Currency,
        PaymentToken = command.PaymentToken,
        State = PaymentState.Started,
        StartedAt = at,
        UpdatedAt = at,
        Version = 1,
    };

    /// <summary>A payment that must never be charged, because the refund of an order arrived before its charge.</summary>
    public static Payment Fence(RefundPayment command, DateTimeOffset at) => new()
    {
        PaymentId = Guid.CreateVersion7(at),
        OrderId = command.OrderId,
        State = PaymentState.Voided,
        Reason = command.Reason.ToStorable(LongestReason),
        StartedAt = at,
        UpdatedAt = at,
        Version = 1,
    };

    /// <summary>An operator has changed what is to be charged with, after the gateway failed.</summary>
    public void Correct(ProcessPayment command, DateTimeOffset at)
    {
        PaymentToken = command.PaymentToken;
        Change(State, Reason, at);
    }

    /// <summary>The gateway holds the money.</summary>
    public void MarkCharged(GatewayCharge charge, DateTimeOffset at)
    {
        Remember(charge);
        Change(PaymentState.Charged, reason: null, at);
    }

    /// <summary>The gateway declined.</summary>
    public void MarkDeclined(string code, DateTimeOffset at) => Change(PaymentState.Declined, code, at);

    /// <summary>The order was canceled, and no charge is known.</summary>
    public void MarkVoided(string reason, DateTimeOffset at) => Change(PaymentState.Voided, reason, at);

    /// <summary>The gateway refunded the money.</summary>
    public void MarkRefunded(GatewayCharge charge, string reason, DateTimeOffset at)
    {
        Remember(charge);
        Change(PaymentState.Refunded, reason, at);
    }

    private void Remember(GatewayCharge charge)
    {
        ChargeId = charge.ChargeId;
        Amount = charge.Amount;
        Currency = charge.Currency;
    }

    private void Change(PaymentState state, string? reason, DateTimeOffset at)
    {
        State = state;
        Reason = reason?.ToStorable(LongestReason);
        UpdatedAt = at;
        Version++;
    }
}
