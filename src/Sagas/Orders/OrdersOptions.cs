namespace Sagas.Orders;

/// <summary>Settings of the order process, section <c>Sagas:Orders</c>.</summary>
internal class OrdersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Orders";

    /// <summary>How long the outcome of a payment may take before the order is canceled.</summary>
    public TimeSpan PaymentTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What happens to an order whose payment could not be made for technical reasons.</summary>
    public PaymentFailurePolicy OnPaymentFailure { get; set; } = PaymentFailurePolicy.Compensate;

    /// <summary>How long the outcome of a notification may take before the order is completed without it.</summary>
    public TimeSpan NotificationTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many orders one process handles at a time. Messages of one order always wait for each other.</summary>
    public int Concurrency { get; set; } = 64;
}

/// <summary>What happens to an order whose payment could not be made for technical reasons, after all retries.</summary>
internal enum PaymentFailurePolicy
{
    /// <summary>The order is canceled at once: whatever was charged is refunded, and the customer is notified.</summary>
    Compensate,

    /// <summary>
    /// The order keeps waiting until its payment timer fires: meanwhile an operator may retry the dead letter, unchanged or
    /// edited, and the order completes.
    /// </summary>
    Wait,
}
