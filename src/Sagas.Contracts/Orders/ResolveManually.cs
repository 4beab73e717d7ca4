namespace Sagas.Contracts.Orders;

/// <summary>Operator's command to an order that needs attention: the money was settled outside the service.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Operator">Who settled it.</param>
/// <param name="Reason">How it was settled.</param>
public record ResolveManually(Guid OrderId, string Operator, string Reason);
