using Sagas.Contracts.Payments;
using Sagas.Durability.Settings;
using Sagas.Payments.Gateways;

namespace Sagas.Payments;

/// <summary>The one payment of an order. README.md beside this file tells why it charges once and keeps nothing.</summary>
public class Payment
{
    /// <summary>How much of a reason is kept.</summary>
    public const int LongestReason = 1000;

    private Payment()
    {
    }

    /// <summary>A version-7 UUID, and the idempotency key at the gateway.</summary>
    public Guid PaymentId { get; private init; }

    /// <summary>The order; unique.</summary>
    public Guid OrderId { get; private init; }

    /// <summary>What is charged; null if the order was given up before the amount was known.</summary>
    public decimal? Amount { get; private set; }

    /// <summary>ISO 4217 code; null like the amount.</summary>
    public string? Currency { get; private set; }

    /// <summary>The gateway's token for the customer's means of payment.</summary>
    public string? PaymentToken { get; private set; }

    /// <summary>Where it is.</summary>
    public PaymentState State { get; private set; }

    /// <summary>The gateway's name for the charge, once there is one.</summary>
    public string? ChargeId { get; private set; }

    /// <summary>Why it was declined, voided or refunded.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it was first heard of, UTC.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When its state last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Grows with each change: of two changes made at the same time, one is made again on what is there then.</summary>
    public int Version { get; private set; }

    /// <summary>A payment that is about to be charged.</summary>
    /// <param name="command">What to charge.</param>
    /// <param name="at">Now.</param>
    /// <returns>The payment, started.</returns>
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

    /// <summary>A payment that must never be charged: the refund of an order came before its charge.</summary>
    /// <param name="command">The refund.</param>
    /// <param name="at">Now.</param>
    /// <returns>The payment, voided.</returns>
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

    /// <summary>An operator has changed what is to be charged, after the gateway had failed.</summary>
    /// <param name="command">What to charge.</param>
    /// <param name="at">Now.</param>
    public void Correct(ProcessPayment command, DateTimeOffset at)
    {
        Amount = command.Amount;
        Currency = command.Currency;
        PaymentToken = command.PaymentToken;
        Change(State, Reason, at);
    }

    /// <summary>The gateway holds the money.</summary>
    /// <param name="charge">The charge.</param>
    /// <param name="at">Now.</param>
    public void MarkCharged(GatewayCharge charge, DateTimeOffset at)
    {
        Remember(charge);
        Change(PaymentState.Charged, reason: null, at);
    }

    /// <summary>The gateway refused.</summary>
    /// <param name="code">The gateway's reason.</param>
    /// <param name="at">Now.</param>
    public void MarkDeclined(string code, DateTimeOffset at) => Change(PaymentState.Declined, code, at);

    /// <summary>The order was given up, and no charge is known.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="at">Now.</param>
    public void MarkVoided(string reason, DateTimeOffset at) => Change(PaymentState.Voided, reason, at);

    /// <summary>The gateway gave the money back.</summary>
    /// <param name="charge">The charge that was undone.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="at">Now.</param>
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
