namespace Sagas.Benchmarks.Floors;

/// <summary>A line of an order.</summary>
internal sealed record FloorLine(string Sku, int Quantity, decimal UnitPrice);
