using MassTransit;

namespace Sagas.Benchmarks.Stock;

/// <summary>
/// The usual path of an order on MassTransit alone. There are no timers, which need a scheduler, and no history.
/// </summary>
internal sealed class StockProcess : MassTransitStateMachine<StockOrder>
{
    public StockProcess()
    {
        InstanceState(order => order.CurrentState);
        Event(() => Submitted, submitted => submitted.CorrelateById(context => context.Message.OrderId));
        Event(() => PaymentCompleted, completed => completed.CorrelateById(context => context.Message.OrderId));
        Event(() => NotificationSent, sent => sent.CorrelateById(context => context.Message.OrderId));

        Initially(
            When(Submitted)
                .Then(context => context.Saga.Remember(context.Message))
                .Publish(context => new ProcessStockPayment(
                    context.Saga.CorrelationId, context.Saga.Total, context.Saga.Currency, context.Saga.PaymentToken))
                .TransitionTo(AwaitingPayment));

        During(AwaitingPayment,
            Ignore(Submitted),
            When(PaymentCompleted)
                .Then(context => context.Saga.Remember(context.Message))
                .Publish(context => new StockOrderPaid(
                    context.Saga.CorrelationId, context.Message.PaymentId, context.Saga.Total, context.Saga.Currency,
                    context.Saga.UpdatedAt))
                .Publish(context => new SendStockNotification(
                    context.Saga.CorrelationId, context.Saga.CustomerId, context.Saga.Email, context.Saga.Currency,
                    context.Saga.Total))
                .TransitionTo(AwaitingNotification));

        During(AwaitingNotification,
            Ignore(PaymentCompleted),
            When(NotificationSent)
                .Then(context => context.Saga.RememberNotification())
                .Publish(context => new StockOrderCompleted(context.Saga.CorrelationId, true, context.Saga.UpdatedAt))
                .TransitionTo(Completed));

        During(Completed, Ignore(NotificationSent));
    }

    public State AwaitingPayment { get; private set; } = null!;

    public State AwaitingNotification { get; private set; } = null!;

    public State Completed { get; private set; } = null!;

    public Event<StockOrderSubmitted> Submitted { get; private set; } = null!;

    public Event<StockPaymentCompleted> PaymentCompleted { get; private set; } = null!;

    public Event<StockNotificationSent> NotificationSent { get; private set; } = null!;
}
