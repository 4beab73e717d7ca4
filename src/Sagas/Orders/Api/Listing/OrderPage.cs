namespace Sagas.Orders.Api.Listing;

/// <summary>A page of orders, newest first.</summary>
/// <param name="Items">The orders.</param>
/// <param name="Next">Pass it as <c>cursor</c> to get the next page; null after the last.</param>
public record OrderPage(IReadOnlyList<OrderView> Items, string? Next);
