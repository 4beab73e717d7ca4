namespace Sagas.Contracts.Orders;

/// <summary>Event: the refund failed for good, so a person must decide.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">What failed.</param>
/// <param name="Since">When, UTC.</param>
public record OrderNeedsAttention(Guid OrderId, string Reason, DateTimeOffset Since);
