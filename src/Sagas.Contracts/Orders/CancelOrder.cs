namespace Sagas.Contracts.Orders;

/// <summary>Command to the order saga: give the order up and the money back.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, in the words of whoever asks; it ends in <see cref="OrderCancelled"/>.</param>
public record CancelOrder(Guid OrderId, string Reason);
