namespace Sagas.Contracts.Orders;

/// <summary>Event: giving the money back failed for good, so that a person must decide.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">What failed.</param>
/// <param name="Since">When, UTC.</param>
public record OrderNeedsAttention(Guid OrderId, string Reason, DateTimeOffset Since);
