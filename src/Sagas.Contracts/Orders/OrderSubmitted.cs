namespace Sagas.Contracts.Orders;

/// <summary>Event: an order was accepted. It starts the order saga.</summary>
/// <param name="OrderId">The order, a version-7 UUID; the saga's correlation id.</param>
/// <param name="CustomerId">Who placed the order.</param>
/// <param name="Email">Where the customer is notified about the order.</param>
/// <param name="Currency">ISO 4217 code, such as EUR.</param>
/// <param name="Lines">What was ordered, 1 to 200 lines.</param>
/// <param name="Total">The sum over all lines, computed by the service.</param>
/// <param name="PaymentToken">The payment provider's token for the customer's means of payment.</param>
/// <param name="SubmittedAt">When the order was accepted, UTC.</param>
public record OrderSubmitted(
    Guid OrderId,
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    decimal Total,
    string PaymentToken,
    DateTimeOffset SubmittedAt);
