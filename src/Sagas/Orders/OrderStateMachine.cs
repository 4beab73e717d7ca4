using MassTransit;
using Microsoft.Extensions.Options;
using static Sagas.Contracts.Notifications.NotificationTemplate;

namespace Sagas.Orders;

/// <summary>
/// The order process, written to be read aloud: every sentence says when, what, and where the order goes. The steps are in
/// <see cref="OrderSteps"/>; events, timers and states are declared in the other part of this class, and so are its own
/// <c>When</c>, which records the time, and <c>Ignore</c>, which counts.
/// </summary>
internal partial class OrderStateMachine : MassTransitStateMachine<OrderState>
{
    /// <summary>Defines the process.</summary>
    public OrderStateMachine(IOptions<OrdersOptions> options, TimeProvider clock, OrderMetrics metrics)
    {
        Declare(options.Value, clock, metrics);
        var failedPaymentsWait = options.Value.OnPaymentFailure == PaymentFailurePolicy.Wait;

        // Before the submission, nothing else is handled: a message that overtakes it, such as CancelOrder, fails, is
        // redelivered, and then meets an order that has started. If it were ignored, it would be lost.
        Initially(
            When(OrderSubmitted)
                .RememberOrder()
                .RequestPayment()
                .StartTimer(PaymentTimer)
                .TransitionTo(AwaitingPayment));

        During(AwaitingPayment,
            When(PaymentCompleted)
                .StopTimer(PaymentTimer)
                .RememberPayment()
                .ForgetReason()
                .AnnouncePaid()
                .NotifyCustomer(OrderConfirmed)
                .StartTimer(NotificationTimer)
                .TransitionTo(AwaitingNotification),
            When(PaymentDeclined)
                .StopTimer(PaymentTimer)
                .RememberReason(declined => declined.Reason)
                .AnnounceRejected()
                .NotifyCustomer(OrderRejected)
                .TransitionTo(Rejected),
            When(PaymentExpired)
                .RememberReason(_ => OrderReasons.PaymentExpired)
                .RefundPayment()
                .TransitionTo(Compensating),
            failedPaymentsWait
                ? When(ProcessPaymentFaulted)
                    .RememberReason(OrderReasons.PaymentFailed)
                : When(ProcessPaymentFaulted)
                    .StopTimer(PaymentTimer)
                    .RememberReason(OrderReasons.PaymentFailed)
                    .RefundPayment()
                    .TransitionTo(Compensating),
            When(CancelOrder)
                .StopTimer(PaymentTimer)
                .RememberReason(cancel => cancel.Reason)
                .RefundPayment()
                .TransitionTo(Compensating));

        During(AwaitingNotification,
            When(NotificationSent)
                .StopTimer(NotificationTimer)
                .RememberCustomerWasTold()
                .AnnounceCompleted()
                .TransitionTo(Completed),
            When(NotificationFailed)
                .StopTimer(NotificationTimer)
                .RememberNobodyWasTold()
                .AnnounceCompleted()
                .TransitionTo(Completed),
            When(NotificationExpired)
                .RememberNobodyWasTold()
                .AnnounceCompleted()
                .TransitionTo(Completed),
            When(CancelOrder)
                .StopTimer(NotificationTimer)
                .RememberReason(cancel => cancel.Reason)
                .RefundPayment()
                .TransitionTo(Compensating));

        During(Compensating, NeedsAttention,
            When(PaymentRefunded)
                .AnnounceCancelled()
                .NotifyCustomer(OrderCancelled)
                .TransitionTo(Cancelled));

        // Two refunds may be in progress when a charge came late; the first outcome must not hide the second one's failure.
        During(Compensating, Cancelled,
            When(RefundPaymentFaulted)
                .AnnounceNeedsAttention()
                .TransitionTo(NeedsAttention));

        During(NeedsAttention,
            When(RetryCompensation)
                .RefundPayment()
                .TransitionTo(Compensating),
            When(ResolveManually)
                .RememberReason(OrderReasons.ResolvedManually)
                .AnnounceCancelled()
                .TransitionTo(Cancelled));

        // Money is never kept for a dead order, and an order that needs attention counts as one: a charge that turns up now is
        // one more reason to request the refund again, and its outcome settles both.
        During(Compensating, NeedsAttention, Cancelled, Rejected,
            When(PaymentCompleted)
                .RememberPayment()
                .RefundPayment()
                .TransitionTo(Compensating));

        // Everything else is a normal duplicate or latecomer: it changes nothing and is counted.
        DuringAny(Ignore(OrderSubmitted));
        DuringAnyBut(AwaitingPayment, Ignore(PaymentDeclined), Ignore(ProcessPaymentFaulted), Ignore(PaymentTimer));
        During(AwaitingNotification, Completed, Ignore(PaymentCompleted));
        DuringAnyBut(AwaitingNotification, Ignore(NotificationSent), Ignore(NotificationFailed), Ignore(NotificationTimer));
        During([AwaitingPayment, AwaitingNotification, Completed, Rejected, Cancelled], Ignore(PaymentRefunded));
        During([AwaitingPayment, AwaitingNotification, Completed, Rejected, NeedsAttention], Ignore(RefundPaymentFaulted));
        DuringAnyBut(NeedsAttention, Ignore(RetryCompensation), Ignore(ResolveManually));
        During([Compensating, NeedsAttention, Completed, Rejected, Cancelled], Ignore(CancelOrder));
    }
}
