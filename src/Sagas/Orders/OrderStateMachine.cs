using MassTransit;
using Microsoft.Extensions.Options;
using static Sagas.Contracts.Notifications.NotificationTemplate;
using static Sagas.Orders.OrderSums;

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
            When(PaymentCompleted, OfTheTotal)
                .StopTimer(PaymentTimer)
                .RememberPayment()
                .ForgetReason()
                .AnnouncePaid()
                .NotifyCustomer(OrderConfirmed)
                .StartTimer(NotificationTimer)
                .TransitionTo(AwaitingNotification),
            When(PaymentCompleted, OfAnotherSum)
                .StopTimer(PaymentTimer)
                .RememberPayment()
                .RememberTheOtherSum()
                .RefundPayment()
                .AnnounceTheOtherSum()
                .TransitionTo(NeedsAttention),
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
                ? When(ProcessPaymentFaulted, OfTheTotal)
                    .RememberReason(OrderReasons.PaymentFailed)
                : When(ProcessPaymentFaulted, OfTheTotal)
                    .StopTimer(PaymentTimer)
                    .RememberReason(OrderReasons.PaymentFailed)
                    .RefundPayment()
                    .TransitionTo(Compensating),
            Ignore(ProcessPaymentFaulted, OfAnotherSum),
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

        During(Compensating,
            When(PaymentRefunded)
                .IfElse(Settles,
                    back => back
                        .AnnounceCancelled()
                        .NotifyCustomer(OrderCancelled)
                        .TransitionTo(Cancelled),
                    another => another
                        .RememberTheOtherSum()
                        .AnnounceTheOtherSum()
                        .TransitionTo(NeedsAttention)));

        // What is back may settle the order without anybody's help; not if it is, or was, another sum than the order's total.
        During(NeedsAttention,
            When(PaymentRefunded)
                .IfElse(IsDisputed,
                    disputed => disputed
                        .NoteTheRefund(),
                    undisputed => undisputed
                        .IfElse(Settles,
                            back => back
                                .AnnounceCancelled()
                                .NotifyCustomer(OrderCancelled)
                                .TransitionTo(Cancelled),
                            another => another
                                .RememberTheOtherSum()
                                .AnnounceTheOtherSum())),
            When(RefundPaymentFaulted, IsDisputed)
                .NoteTheFailure()
                .AnnounceNeedsAttention(),
            Ignore(RefundPaymentFaulted, IsUndisputed));

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
        During(Compensating, Cancelled, Rejected,
            When(PaymentCompleted, OfTheTotal)
                .RememberPayment()
                .RefundPayment()
                .TransitionTo(Compensating));
        During(NeedsAttention,
            When(PaymentCompleted, OfTheTotal)
                .RememberPayment()
                .RefundPayment()
                .If(IsUndisputed, undisputed => undisputed
                    .TransitionTo(Compensating)));
        During(Compensating, NeedsAttention, Cancelled, Rejected,
            When(PaymentCompleted, OfAnotherSum)
                .RememberPayment()
                .RememberTheOtherSum()
                .RefundPayment()
                .AnnounceTheOtherSum()
                .TransitionTo(NeedsAttention));

        // Nobody else may tell a paid order what it cost: this is no duplicate, but becomes a dead letter.
        During(AwaitingNotification, Completed,
            Refuse(PaymentCompleted, OfAnotherSum));

        // Everything else is a normal duplicate or latecomer: it changes nothing and is counted.
        DuringAny(Ignore(OrderSubmitted));
        DuringAnyBut(AwaitingPayment, Ignore(PaymentDeclined), Ignore(ProcessPaymentFaulted), Ignore(PaymentTimer));
        During(AwaitingNotification, Completed, Ignore(PaymentCompleted, OfTheTotal));
        DuringAnyBut(AwaitingNotification, Ignore(NotificationSent), Ignore(NotificationFailed), Ignore(NotificationTimer));
        During([AwaitingPayment, AwaitingNotification, Completed, Rejected, Cancelled], Ignore(PaymentRefunded));
        During([AwaitingPayment, AwaitingNotification, Completed, Rejected], Ignore(RefundPaymentFaulted));
        DuringAnyBut(NeedsAttention, Ignore(RetryCompensation), Ignore(ResolveManually));
        During([Compensating, NeedsAttention, Completed, Rejected, Cancelled], Ignore(CancelOrder));
    }
}
