using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.SagaStateMachine;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;

namespace Sagas.Orders;

/// <content>The words of the process: its states, events and timers.</content>
public partial class OrderStateMachine
{
    /// <summary>
    /// The version of the process. Raise it when orders that are under way must be told from new ones, and when messages or
    /// rows change their shape; then record the new version by <c>infra/record-version.sh</c>.
    /// </summary>
    public const int DefinitionVersion = 1;

    private TimeProvider _clock;
    private OrderMetrics _metrics;

    /// <summary>The order is accepted and the charge is asked for.</summary>
    public State AwaitingPayment { get; private set; } = null!;

    /// <summary>The order is paid and the customer is being told.</summary>
    public State AwaitingNotification { get; private set; } = null!;

    /// <summary>The order is given up and the money is being given back.</summary>
    public State Compensating { get; private set; } = null!;

    /// <summary>The money could not be given back; an operator decides.</summary>
    public State NeedsAttention { get; private set; } = null!;

    /// <summary>Final: paid.</summary>
    public State Completed { get; private set; } = null!;

    /// <summary>Final: the payment was declined.</summary>
    public State Rejected { get; private set; } = null!;

    /// <summary>Final: given up, nothing is charged.</summary>
    public State Cancelled { get; private set; } = null!;

    /// <summary>Starts the process.</summary>
    public Event<OrderSubmitted> OrderSubmitted { get; private set; } = null!;

    /// <summary>The charge was made.</summary>
    public Event<PaymentCompleted> PaymentCompleted { get; private set; } = null!;

    /// <summary>The charge was refused.</summary>
    public Event<PaymentDeclined> PaymentDeclined { get; private set; } = null!;

    /// <summary>The charge failed for good, after all retries.</summary>
    public Event<Fault<ProcessPayment>> ProcessPaymentFaulted { get; private set; } = null!;

    /// <summary>Nothing is charged any more.</summary>
    public Event<PaymentRefunded> PaymentRefunded { get; private set; } = null!;

    /// <summary>The refund failed for good, after all retries.</summary>
    public Event<Fault<RefundPayment>> RefundPaymentFaulted { get; private set; } = null!;

    /// <summary>The customer was told.</summary>
    public Event<NotificationSent> NotificationSent { get; private set; } = null!;

    /// <summary>The customer could not be told.</summary>
    public Event<NotificationFailed> NotificationFailed { get; private set; } = null!;

    /// <summary>Somebody gives the order up.</summary>
    public Event<CancelOrder> CancelOrder { get; private set; } = null!;

    /// <summary>An operator asks for the refund once more.</summary>
    public Event<RetryCompensation> RetryCompensation { get; private set; } = null!;

    /// <summary>An operator has settled the order.</summary>
    public Event<ResolveManually> ResolveManually { get; private set; } = null!;

    /// <summary>Runs while the payment is awaited.</summary>
    public Schedule<OrderState, PaymentExpired> PaymentTimer { get; private set; } = null!;

    /// <summary>Runs while the notification is awaited.</summary>
    public Schedule<OrderState, NotificationExpired> NotificationTimer { get; private set; } = null!;

    // The pending timer rang; one that had been stopped, and whose message was under way already, does not get here.
    private Event<PaymentExpired> PaymentExpired => PaymentTimer.Received;
    private Event<NotificationExpired> NotificationExpired => NotificationTimer.Received;

    [MemberNotNull(nameof(_clock), nameof(_metrics))]
    private void Declare(OrdersOptions options, TimeProvider clock, OrderMetrics metrics)
    {
        _clock = clock;
        _metrics = metrics;

        InstanceState(x => x.CurrentState);

        Event(() => OrderSubmitted, x => x.CorrelateById(context => context.Message.OrderId));

        // Unknown orders: an outcome or a command may have overtaken the submission, so it fails and is delivered again,
        // and if the order never turns up an operator finds it in the dead letters. A timer has nothing to say then.
        Event(() => PaymentCompleted, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => PaymentDeclined, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => ProcessPaymentFaulted, x => Known(x.CorrelateById(context => context.Message.Message.OrderId)));
        Event(() => PaymentRefunded, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => RefundPaymentFaulted, x => Known(x.CorrelateById(context => context.Message.Message.OrderId)));
        Event(() => NotificationSent, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => NotificationFailed, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => CancelOrder, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => RetryCompensation, x => Known(x.CorrelateById(context => context.Message.OrderId)));
        Event(() => ResolveManually, x => Known(x.CorrelateById(context => context.Message.OrderId)));

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

        static void Known<T>(IEventCorrelationConfigurator<OrderState, T> correlation) where T : class =>
            correlation.OnMissingInstance(missing => missing.Fault());
    }

    /// <summary>Begins a sentence. Every sentence sets <c>UpdatedAt</c>, so that none can forget to.</summary>
    private new EventActivityBinder<OrderState, T> When<T>(Event<T> @event) where T : class =>
        base.When(@event).MarkTime(_clock);

    /// <summary>
    /// Ignores the event and counts it. It is MassTransit's own way to ignore, asked for a condition that counts and is
    /// always met: no step runs, so nothing can change and nothing can be sent.
    /// </summary>
    private new EventActivities<OrderState> Ignore<T>(Event<T> @event) where T : class =>
        base.Ignore(@event, context =>
        {
            _metrics.CountIgnored(context.Saga.CurrentState, @event.Name);
            return true;
        });

    /// <summary>
    /// Ignores a timer that rings although it was stopped. MassTransit takes every ring in <c>AnyReceived</c> and raises
    /// <c>Received</c> for the pending timer only, of which there is none in a state that ignores it.
    /// </summary>
    private Both Ignore<T>(Schedule<OrderState, T> timer) where T : class =>
        new(
            base.Ignore(timer.Received),
            base.When(timer.AnyReceived).Then(context => _metrics.CountIgnored(context.Saga.CurrentState, typeof(T).Name)));

    private void DuringAnyBut(State exception, params EventActivities<OrderState>[] activities) =>
        During(States.Where(state => state != exception && state != Initial && state != Final), activities);

    private sealed record Both(EventActivities<OrderState> First, EventActivities<OrderState> Second) : EventActivities<OrderState>
    {
        public IEnumerable<IActivityBinder<OrderState>> GetStateActivityBinders() =>
            [.. First.GetStateActivityBinders(), .. Second.GetStateActivityBinders()];
    }
}
