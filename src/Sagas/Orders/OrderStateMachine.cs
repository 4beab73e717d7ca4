using MassTransit;
using Microsoft.Extensions.Options;
using static Sagas.Contracts.Notifications.NotificationTemplate;

namespace Sagas.Orders;

/// <summary>
/// The order process. It reads aloud: every sentence says when, what, and where the order goes. The steps are in
/// <see cref="OrderSteps"/>; events, timers and states are declared in the other part of this class, and so are its own
/// <c>When</c>, which notes the time, and <c>Ignore</c>, which counts.
/// </summary>
public partial class OrderStateMachine : MassTransitStateMachine<OrderState>
{
    /// <summary>Writes the process down.</summary>
    /// <param name="options">How long the timers run.</param>
    /// <param name="clock">The time by which they run.</param>
    /// <param name="metrics">Counts what is ignored.</param>
    public OrderStateMachine(IOptions<OrdersOptions> options, TimeProvider clock, OrderMetrics metrics)
    {
        Declare(options.Value, clock, metrics);
        var failedPaymentsWait = options.Value.OnPaymentFailure == PaymentFailurePolicy.Wait;

        // Everything but the submission stays unhandled before the submission: whatever overtakes it, such as CancelOrder,
        // fails, is delivered again, and meets an order that has started. Ignoring it would lose it.
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

        // Two refunds may be under way when a charge came late; the first answer must not hide the second's failure.
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

        // Money is never kept for a dead order. An order that needs attention is as dead as the others: a charge that
        // shows up now is one more reason to ask for the refund again, and the answer settles both.
        During(Compensating, NeedsAttention, Cancelled, Rejected,
            When(PaymentCompleted)
                .RememberPayment()
                .RefundPayment()
                .TransitionTo(Compensating));

        // The rest is silence: duplicates and latecomers, which are normal, change nothing and are counted.
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
