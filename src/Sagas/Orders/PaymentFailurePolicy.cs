namespace Sagas.Orders;

/// <summary>What becomes of an order whose payment could not be made for technical reasons, after all retries.</summary>
public enum PaymentFailurePolicy
{
    /// <summary>The order is given up at once: whatever was charged is given back, and the customer is told.</summary>
    Compensate,

    /// <summary>
    /// The order goes on waiting until its payment timer rings: meanwhile an operator may retry the dead letter, as it is or
    /// changed, and the order completes.
    /// </summary>
    Wait,
}
