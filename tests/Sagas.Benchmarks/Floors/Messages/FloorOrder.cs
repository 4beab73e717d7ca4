namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>The contents of every message of a floor: an order, as much of it as in the service's messages.</summary>
internal sealed record FloorOrder(
    Guid OrderId, string CustomerId, string Email, string Currency, IReadOnlyList<FloorLine> Lines, decimal Total,
    string PaymentToken, DateTimeOffset SubmittedAt);
