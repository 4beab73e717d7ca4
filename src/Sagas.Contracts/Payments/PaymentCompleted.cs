namespace Sagas.Contracts.Payments;

/// <summary>
/// Event: an order was charged. If amount or currency are not those of the order, it is no payment of it: the order has it
/// refunded, and needs attention.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="PaymentId">The payment; one per order, and the idempotency key at the payment provider.</param>
/// <param name="ChargeId">The payment provider's id for the charge.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="CompletedAt">When, UTC.</param>
public record PaymentCompleted(
    Guid OrderId, Guid PaymentId, string ChargeId, decimal Amount, string Currency, DateTimeOffset CompletedAt);
