namespace Sagas.Contracts.Orders;

/// <summary>One line of an order.</summary>
/// <param name="Sku">The seller's article number, 1 to 64 characters.</param>
/// <param name="Quantity">How many, 1 to 10,000.</param>
/// <param name="UnitPrice">
/// Price of one in the order's currency, not negative, with no more decimals than the currency has.
/// </param>
public record OrderLine(string Sku, int Quantity, decimal UnitPrice);
