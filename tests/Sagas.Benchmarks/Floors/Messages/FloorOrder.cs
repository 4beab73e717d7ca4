namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>What every message of a floor says: an order, as much of it as the service's messages say.</summary>
internal sealed record FloorOrder(
    Guid OrderId, string CustomerId, string Email, string Currency, IReadOnlyList<FloorLine> Lines, decimal Total, string PaymentToken,
    DateTimeOffset SubmittedAt);
