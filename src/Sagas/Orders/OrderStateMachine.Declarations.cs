using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using MassTransit;
using MassTransit.SagaStateMachine;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Registry;

namespace Sagas.Orders;

/// <content>The vocabulary of the process: its states, events and timers.</content>
internal partial class OrderStateMachine
{
    /// <summary>
    /// The version of the process. Raise it when orders in progress must be distinguished from new ones, and when messages or
    /// rows change their shape; then record the new version with <c>infra/record-version.sh</c>.
    /// </summary>
    public const int DefinitionVersion = 1;

    /// <summary>
    /// The states in which an order has ended, as they are stored: only a payment that arrives too late still moves it.
    /// </summary>
    public static IReadOnlyList<string> FinalStates { get; } = [nameof(Completed), nameof(Rejected), nameof(Cancelled)];

    /// <summary>The other states, as they are stored.</summary>
    public static IReadOnlyList<string> OpenStates { get; } =
        [StateGraph.Initial, nameof(AwaitingPayment), nameof(AwaitingNotification), nameof(Compensating), nameof(NeedsAttention)];

    private TimeProvider _clock;
    private OrderMetrics _metrics;

    /// <summary>The order has been accepted and the charge requested.</summary>
    public State AwaitingPayment { get; private set; } = null!;

    /// <summary>The order has been paid and the customer is being notified.</summary>
    public State AwaitingNotification { get; private set; } = null!;

    /// <summary>The order has been canceled and the money is being refunded.</summary>
    public State Compensating { get; private set; } = null!;

    /// <summary>The money could not be refunded; an operator decides.</summary>
    public State NeedsAttention { get; private set; } = null!;

    /// <summary>Final: paid.</summary>
    public State Completed { get; private set; } = null!;

    /// <summary>Final: the payment was declined.</summary>
    public State Rejected { get; private set; } = null!;

    /// <summary>Final: canceled; nothing is charged.</summary>
    public State Cancelled { get; private set; } = null!;

    /// <summary>Starts the process.</summary>
    public Event<OrderSubmitted> OrderSubmitted { get; private set; } = null!;

    /// <summary>The charge was made.</summary>
    public Event<PaymentCompleted> PaymentCompleted { get; private set; } = null!;

    /// <summary>The charge was declined.</summary>
    public Event<PaymentDeclined> PaymentDeclined { get; private set; } = null!;

    /// <summary>The charge failed for good, after all retries.</summary>
    public Event<Fault<ProcessPayment>> ProcessPaymentFaulted { get; private set; } = null!;

    /// <summary>Nothing is charged any more.</summary>
    public Event<PaymentRefunded> PaymentRefunded { get; private set; } = null!;

    /// <summary>The refund failed for good, after all retries.</summary>
    public Event<Fault<RefundPayment>> RefundPaymentFaulted { get; private set; } = null!;

    /// <summary>The customer was notified.</summary>
    public Event<NotificationSent> NotificationSent { get; private set; } = null!;

    /// <summary>The customer could not be notified.</summary>
    public Event<NotificationFailed> NotificationFailed { get; private set; } = null!;

    /// <summary>Somebody cancels the order.</summary>
    public Event<CancelOrder> CancelOrder { get; private set; } = null!;

    /// <summary>An operator asks for the refund once more.</summary>
    public Event<RetryCompensation> RetryCompensation { get; private set; } = null!;

    /// <summary>An operator has settled the order.</summary>
    public Event<ResolveManually> ResolveManually { get; private set; } = null!;

    /// <summary>Runs while the payment is awaited.</summary>
    public Schedule<OrderState, PaymentExpired> PaymentTimer { get; private set; } = null!;

    /// <summary>Runs while the notification is awaited.</summary>
    public Schedule<OrderState, NotificationExpired> NotificationTimer { get; private set; } = null!;

    // The pending timer fired; one that was canceled, but whose message was already on its way, does not get here.
    private Event<PaymentExpired> PaymentExpired => PaymentTimer.Received;
    private Event<NotificationExpired> NotificationExpired => NotificationTimer.Received;

    [MemberNotNull(nameof(_clock), nameof(_metrics))]
    private void Declare(OrdersOptions options, TimeProvider clock, OrderMetrics metrics)
    {
        _clock = clock;
        _metrics = metrics;

        InstanceState(x => x.CurrentState);

        Event(() => OrderSubmitted, x => x.CorrelateById(context => context.Message.OrderId));

        // Unknown orders: an outcome or a command may have overtaken the submission, so it fails and is redelivered; if the order
        // never turns up, an operator finds the message in the dead letters. A timer is irrelevant in that case.
        OfKnownOrder(() => PaymentCompleted, completed => completed.OrderId);
        OfKnownOrder(() => PaymentDeclined, declined => declined.OrderId);
        OfKnownOrder(() => ProcessPaymentFaulted, fault => fault.Message.OrderId);
        OfKnownOrder(() => PaymentRefunded, refunded => refunded.OrderId);
        OfKnownOrder(() => RefundPaymentFaulted, fault => fault.Message.OrderId);
        OfKnownOrder(() => NotificationSent, sent => sent.OrderId);
        OfKnownOrder(() => NotificationFailed, failed => failed.OrderId);
        OfKnownOrder(() => CancelOrder, cancel => cancel.OrderId);
        OfKnownOrder(() => RetryCompensation, retry => retry.OrderId);
        OfKnownOrder(() => ResolveManually, resolve => resolve.OrderId);

        Schedule(() => PaymentTimer, x => x.PaymentTimeoutTokenId, timer =>
        {
            timer.Delay = options.PaymentTimeout;
            timer.Received = x => x.CorrelateById(context => context.Message.OrderId).OnMissingInstance(m => m.Discard());
        });
        Schedule(() => NotificationTimer, x => x.NotificationTimeoutTokenId, timer =>
        {
            timer.Delay = options.NotificationTimeout;
            timer.Received = x => x.CorrelateById(context => context.Message.OrderId).OnMissingInstance(m => m.Discard());
        });
    }

    private void OfKnownOrder<T>(Expression<Func<Event<T>>> @event, Func<T, Guid> orderId) where T : class =>
        Event(@event, x => x.CorrelateById(context => orderId(context.Message)).OnMissingInstance(missing => missing.Fault()));

    /// <summary>Begins a transition. Each sets <c>UpdatedAt</c>, so that none can forget to.</summary>
    private new EventActivityBinder<OrderState, T> When<T>(Event<T> @event) where T : class =>
        base.When(@event).MarkTime(_clock);

    /// <summary>Begins a transition that is taken only if a condition holds, and only then sets the time.</summary>
    private new EventActivityBinder<OrderState, T> When<T>(Event<T> @event, StateMachineCondition<OrderState, T> condition)
        where T : class =>
        base.When(@event, condition).MarkTime(_clock);

    /// <summary>
    /// Ignores the event and counts it. It uses MassTransit's own way to ignore events, with a condition that counts and is
    /// always true: no step runs, so nothing can change and nothing can be sent.
    /// </summary>
    private new EventActivities<OrderState> Ignore<T>(Event<T> @event) where T : class =>
        base.Ignore(@event, context =>
        {
            _metrics.CountIgnored(context.Saga.CurrentState, @event.Name);
            return true;
        });

    /// <summary>
    /// Ignores the event if a condition holds, and counts it then. MassTransit's own way is not asked where the state handles the
    /// event if the condition does not hold.
    /// </summary>
    private new EventActivities<OrderState> Ignore<T>(Event<T> @event, StateMachineCondition<OrderState, T> condition)
        where T : class =>
        base.When(@event, condition).Then(context => _metrics.CountIgnored(context.Saga.CurrentState, @event.Name));

    /// <summary>Refuses the event if a condition holds: nothing changes, and its message becomes a dead letter.</summary>
    private EventActivities<OrderState> Refuse(
        Event<PaymentCompleted> @event, StateMachineCondition<OrderState, PaymentCompleted> condition) =>
        base.When(@event, condition).RefuseTheOtherSum();

    /// <summary>
    /// Ignores a timer that fires although it was canceled. MassTransit raises <c>AnyReceived</c> whenever a timer fires, and
    /// <c>Received</c> only for the pending one, of which there is none in a state that ignores it.
    /// </summary>
    private Both Ignore<T>(Schedule<OrderState, T> timer) where T : class =>
        new(
            base.Ignore(timer.Received),
            base.When(timer.AnyReceived).Then(context => _metrics.CountIgnored(context.Saga.CurrentState, typeof(T).Name)));

    private void DuringAnyBut(State exception, params EventActivities<OrderState>[] activities) =>
        During(States.Where(state => state != exception && state != Initial && state != Final), activities);

    private sealed record Both(EventActivities<OrderState> First, EventActivities<OrderState> Second)
        : EventActivities<OrderState>
    {
        public IEnumerable<IActivityBinder<OrderState>> GetStateActivityBinders() =>
            [.. First.GetStateActivityBinders(), .. Second.GetStateActivityBinders()];
    }
}
