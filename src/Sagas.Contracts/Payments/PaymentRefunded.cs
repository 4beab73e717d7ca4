namespace Sagas.Contracts.Payments;

/// <summary>Event: nothing is charged for the order any more.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">What was refunded; zero if nothing had been charged.</param>
/// <param name="Currency">ISO 4217 code; null if nothing had been charged.</param>
/// <param name="RefundedAt">When, UTC.</param>
public record PaymentRefunded(Guid OrderId, decimal Amount, string? Currency, DateTimeOffset RefundedAt);
