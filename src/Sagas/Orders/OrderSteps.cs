using MassTransit;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Commit;
using Sagas.Durability.Messages;

namespace Sagas.Orders;

/// <summary>
/// The steps of the order process, each next to the one that undoes it. A step changes the order or sends messages; only
/// <see cref="OrderStateMachine"/> says where the order goes from there. <c>UpdatedAt</c> is the time of the whole
/// transition: it is set before the first step, and everything that a step does happens at that time.
/// </summary>
internal static class OrderSteps
{
    extension(EventActivityBinder<OrderState, OrderSubmitted> order)
    {
        /// <summary>Copies the order. The API may already have written the row, but the message takes precedence.</summary>
        public EventActivityBinder<OrderState, OrderSubmitted> RememberOrder() => order.Then(context =>
        {
            var (saga, message) = (context.Saga, context.Message);
            saga.CustomerId = message.CustomerId;
            saga.Email = message.Email;
            saga.Currency = message.Currency;
            saga.Lines = message.Lines;
            saga.Total = message.Total;
            saga.PaymentToken = message.PaymentToken;
            saga.SubmittedAt = message.SubmittedAt;
        });
    }

    extension(EventActivityBinder<OrderState, PaymentCompleted> order)
    {
        public EventActivityBinder<OrderState, PaymentCompleted> RememberPayment() =>
            order.Then(context => context.Saga.PaymentId = context.Message.PaymentId);

        public EventActivityBinder<OrderState, PaymentCompleted> AnnouncePaid() =>
            order.Publish(context => new OrderPaid(
                context.Saga.CorrelationId,
                context.Message.PaymentId,
                context.Message.Amount,
                context.Saga.Currency,
                context.Message.CompletedAt));

        /// <summary>Keeps both sums as the reason, until an operator says what became of them.</summary>
        public EventActivityBinder<OrderState, PaymentCompleted> RememberTheOtherSum() => order.Then(context =>
            context.Saga.Reason = OrderReasons.Bounded(OrderReasons.ChargedAnotherSum(context.Saga, context.Message)));

        public EventActivityBinder<OrderState, PaymentCompleted> AnnounceTheOtherSum() =>
            order.Publish(context => new OrderNeedsAttention(
                context.Saga.CorrelationId, OrderReasons.Bounded(context.Saga.Reason), context.Saga.UpdatedAt));

        /// <summary>
        /// The order is paid, and this is not how. Giving back its money because of it would undo what is right; it is for a
        /// person to find out who has charged what.
        /// </summary>
        public EventActivityBinder<OrderState, PaymentCompleted> RefuseTheOtherSum() => order.Then(context =>
            throw new MessageRefusedException("$.amount", OrderReasons.AlreadyPaid(context.Saga, context.Message)));
    }

    extension(EventActivityBinder<OrderState, PaymentRefunded> order)
    {
        /// <summary>Keeps both sums as the reason, until an operator says what became of them.</summary>
        public EventActivityBinder<OrderState, PaymentRefunded> RememberTheOtherSum() => order.Then(context =>
            context.Saga.Reason = OrderReasons.Bounded(OrderReasons.RefundedAnotherSum(context.Saga, context.Message)));

        public EventActivityBinder<OrderState, PaymentRefunded> AnnounceTheOtherSum() =>
            order.Publish(context => new OrderNeedsAttention(
                context.Saga.CorrelationId, OrderReasons.Bounded(context.Saga.Reason), context.Saga.UpdatedAt));

        /// <summary>Notes that the other sum is back, which operators want to know before they settle the order.</summary>
        public EventActivityBinder<OrderState, PaymentRefunded> NoteTheRefund() => order.Then(context =>
            context.Saga.Reason = OrderReasons.Bounded(OrderReasons.WithRefund(context.Saga.Reason!, context.Message)));
    }

    extension<T>(EventActivityBinder<OrderState, T> order) where T : class
    {
        /// <summary>Sets the time at which everything in the transition happens.</summary>
        public EventActivityBinder<OrderState, T> MarkTime(TimeProvider clock) =>
            order.Then(context => context.Saga.UpdatedAt = clock.GetStorableUtcNow(context));

        public EventActivityBinder<OrderState, T> RequestPayment() =>
            order.Send(Endpoints.AddressOf(Endpoints.ProcessPayment), context => new ProcessPayment(
                context.Saga.CorrelationId, context.Saga.Total, context.Saga.Currency, context.Saga.PaymentToken));

        /// <summary>Undoes <c>RequestPayment</c>. It may be requested more than once: the outcome is the same.</summary>
        public EventActivityBinder<OrderState, T> RefundPayment() =>
            order.Send(Endpoints.AddressOf(Endpoints.RefundPayment), context => new RefundPayment(
                context.Saga.CorrelationId, OrderReasons.Bounded(context.Saga.Reason)));

        public EventActivityBinder<OrderState, T> StartTimer(Schedule<OrderState, PaymentExpired> timer) =>
            order.Schedule(timer, context => new PaymentExpired(context.Saga.CorrelationId), context => DueTime(timer, context));

        public EventActivityBinder<OrderState, T> StartTimer(Schedule<OrderState, NotificationExpired> timer) =>
            order.Schedule(
                timer, context => new NotificationExpired(context.Saga.CorrelationId), context => DueTime(timer, context));

        /// <summary>Undoes <c>StartTimer</c>.</summary>
        public EventActivityBinder<OrderState, T> StopTimer(Schedule<OrderState> timer) => order.Unschedule(timer);

        public EventActivityBinder<OrderState, T> NotifyCustomer(NotificationTemplate template) =>
            order.Send(Endpoints.AddressOf(Endpoints.SendNotification), context => new SendNotification(
                context.Saga.CorrelationId,
                template,
                context.Saga.CustomerId,
                context.Saga.Email,
                context.Saga.Currency,
                context.Saga.Total,
                context.Saga.Reason));

        public EventActivityBinder<OrderState, T> RememberCustomerWasTold() =>
            order.Then(context => context.Saga.CustomerNotified = true);

        public EventActivityBinder<OrderState, T> RememberNobodyWasTold() =>
            order.Then(context => context.Saga.CustomerNotified = false);

        /// <summary>Keeps why the order ends badly, worded by <see cref="OrderReasons"/>.</summary>
        public EventActivityBinder<OrderState, T> RememberReason(Func<T, string> reason) =>
            order.Then(context => context.Saga.Reason = OrderReasons.Bounded(reason(context.Message)));

        /// <summary>Forgets what went wrong, because it has been put right.</summary>
        public EventActivityBinder<OrderState, T> ForgetReason() => order.Then(context => context.Saga.Reason = null);

        public EventActivityBinder<OrderState, T> AnnounceCompleted() =>
            order.Publish(context => new OrderCompleted(
                context.Saga.CorrelationId, context.Saga.CustomerNotified == true, context.Saga.UpdatedAt));

        public EventActivityBinder<OrderState, T> AnnounceRejected() =>
            order.Publish(context => new OrderRejected(
                context.Saga.CorrelationId, OrderReasons.Bounded(context.Saga.Reason), context.Saga.UpdatedAt));

        public EventActivityBinder<OrderState, T> AnnounceCancelled() =>
            order.Publish(context => new OrderCancelled(
                context.Saga.CorrelationId, OrderReasons.Bounded(context.Saga.Reason), context.Saga.UpdatedAt));
    }

    extension(EventActivityBinder<OrderState, Fault<RefundPayment>> order)
    {
        /// <summary>
        /// Calls for a person. The failure is announced and is in the dead letters; the order keeps the reason why it is being
        /// canceled, which is what the customer is told in the end.
        /// </summary>
        public EventActivityBinder<OrderState, Fault<RefundPayment>> AnnounceNeedsAttention() =>
            order.Publish(context => new OrderNeedsAttention(
                context.Saga.CorrelationId, OrderReasons.RefundFailed(context.Message), context.Saga.UpdatedAt));

        /// <summary>Notes that the other sum is not back.</summary>
        public EventActivityBinder<OrderState, Fault<RefundPayment>> NoteTheFailure() => order.Then(context =>
            context.Saga.Reason = OrderReasons.Bounded(OrderReasons.WithFailure(context.Saga.Reason!, context.Message)));
    }

    private static DateTime DueTime(Schedule<OrderState> timer, BehaviorContext<OrderState> context) =>
        (context.Saga.UpdatedAt + timer.GetDelay(context)).UtcDateTime;
}
