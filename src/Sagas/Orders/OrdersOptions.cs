namespace Sagas.Orders;

/// <summary>Settings of the order process, section <c>Sagas:Orders</c>.</summary>
public class OrdersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Orders";

    /// <summary>How long the answer about a payment may take before the order is given up.</summary>
    public TimeSpan PaymentTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What becomes of an order whose payment could not be made for technical reasons.</summary>
    public PaymentFailurePolicy OnPaymentFailure { get; set; } = PaymentFailurePolicy.Compensate;

    /// <summary>How long the answer about a notification may take before the order is completed without it.</summary>
    public TimeSpan NotificationTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many orders one process works on at a time. Messages of one order always wait for each other.</summary>
    public int Concurrency { get; set; } = 64;
}

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
