namespace Sagas.Contracts.Orders;

/// <summary>Operator's command to an order that needs attention: try the refund again.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Operator">Who asks.</param>
/// <param name="Reason">Why it should work now.</param>
public record RetryCompensation(Guid OrderId, string Operator, string Reason);
