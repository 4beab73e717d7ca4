namespace Sagas.Tests.Properties;

/// <summary>What a message says to the order process.</summary>
internal enum OrderEvent
{
    Submitted,
    Paid,
    Declined,
    PaymentFailedForGood,
    Refunded,
    RefundFailedForGood,
    Told,
    NotTold,
    Cancel,
    RetryCompensation,
    ResolveManually,

    /// <summary>The ring of a payment timer that is not the order's present one.</summary>
    StrayPaymentTimer,

    /// <summary>The same of a notification timer.</summary>
    StrayNotificationTimer,
}
