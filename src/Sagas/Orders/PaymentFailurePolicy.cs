namespace Sagas.Orders;

/// <summary>What happens to an order whose payment could not be made for technical reasons, after all retries.</summary>
public enum PaymentFailurePolicy
{
    /// <summary>The order is canceled at once: whatever was charged is refunded, and the customer is notified.</summary>
    Compensate,

    /// <summary>
    /// The order keeps waiting until its payment timer fires: meanwhile an operator may retry the dead letter, unchanged or
    /// edited, and the order completes.
    /// </summary>
    Wait,
}
