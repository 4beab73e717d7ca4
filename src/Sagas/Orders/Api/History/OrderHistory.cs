namespace Sagas.Orders.Api.History;

/// <summary>All steps of an order.</summary>
/// <param name="Items">The steps, first to last, with versions from 1 and without gaps.</param>
public record OrderHistory(IReadOnlyList<OrderStep> Items);
