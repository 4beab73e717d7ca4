namespace Sagas.Contracts.Orders;

/// <summary>
/// Event: a person must decide, because the refund failed for good, or because another sum than the order's total was charged or
/// refunded.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">What failed.</param>
/// <param name="Since">When, UTC.</param>
public record OrderNeedsAttention(Guid OrderId, string Reason, DateTimeOffset Since);
