namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>The spans of an order that is completed, one below the other, by title.</summary>
internal static class OrderPath
{
    /// <summary>All below the span of the request.</summary>
    public static IReadOnlyList<string> AfterTheRequest { get; } =
    [
        "outbox send OrderSubmitted",
        "outbox dispatch",
        "urn:message:Sagas.Contracts.Orders:OrderSubmitted send",
        "order-saga receive OrderSubmitted",
        "order-saga process OrderSubmitted",
        "outbox send ProcessPayment",
        "outbox dispatch",
        "process-payment send ProcessPayment",
        "process-payment receive ProcessPayment",
        "process-payment process ProcessPayment",
        "outbox send PaymentCompleted",
        "outbox dispatch",
        "urn:message:Sagas.Contracts.Payments:PaymentCompleted send",
        "order-saga receive PaymentCompleted",
        "order-saga process PaymentCompleted",
        "outbox send SendNotification",
        "outbox dispatch",
        "send-notification send SendNotification",
        "send-notification receive SendNotification",
        "send-notification process SendNotification",
        "outbox send NotificationSent",
        "outbox dispatch",
        "urn:message:Sagas.Contracts.Notifications:NotificationSent send",
        "order-saga receive NotificationSent",
        "order-saga process NotificationSent",
    ];
}
