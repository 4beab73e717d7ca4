namespace Sagas.Contracts.Orders;

/// <summary>Event: the order's total was charged.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PaymentId">The payment that settled it.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PaidAt">When it was charged, UTC.</param>
public record OrderPaid(Guid OrderId, Guid PaymentId, decimal Amount, string Currency, DateTimeOffset PaidAt);
