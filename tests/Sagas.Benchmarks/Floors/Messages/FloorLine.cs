namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>A line of an order.</summary>
internal sealed record FloorLine(string Sku, int Quantity, decimal UnitPrice);
