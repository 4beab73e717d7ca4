namespace Sagas.Contracts.Orders;

/// <summary>Command to the order saga: cancel the order and refund the money.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, in the caller's own words; it is passed on in <see cref="OrderCancelled"/>.</param>
public record CancelOrder(Guid OrderId, string Reason);
