namespace Sagas.Contracts;

/// <summary>
/// Names of the queues that commands are sent to. Events have no queue of their own: they are published, and a subscriber
/// binds a queue to the event's exchange.
/// </summary>
public static class Endpoints
{
    /// <summary>The order saga: order commands, and every event the saga listens to.</summary>
    public const string OrderSaga = "order-saga";

    /// <summary>Takes <see cref="Payments.ProcessPayment"/>.</summary>
    public const string ProcessPayment = "process-payment";

    /// <summary>Takes <see cref="Payments.RefundPayment"/>.</summary>
    public const string RefundPayment = "refund-payment";

    /// <summary>Takes <see cref="Notifications.SendNotification"/>.</summary>
    public const string SendNotification = "send-notification";

    /// <summary>The address of a queue by its name, as MassTransit resolves it on every transport.</summary>
    /// <param name="endpointName">One of the names above.</param>
    /// <returns>The short address <c>queue:name</c>.</returns>
    public static Uri AddressOf(string endpointName) => new($"queue:{endpointName}");
}
