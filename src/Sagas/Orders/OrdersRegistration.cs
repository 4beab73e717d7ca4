using Microsoft.Extensions.Options;
using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Durability.Configuration;
using Sagas.Durability.Registry;
using Sagas.Web.Text;

namespace Sagas.Orders;

/// <summary>How orders are shown to people, and which commands they accept.</summary>
internal static class OrdersRegistration
{
    // Customers who hear nothing for longer than this after something has gone wrong would ask.
    private static readonly TimeSpan CompensationTime = TimeSpan.FromMinutes(10);

    // What a timer causes takes a moment.
    private static readonly TimeSpan TimerGrace = TimeSpan.FromMinutes(1);

    /// <summary>Adds orders to the sagas that operators can look at.</summary>
    public static void AddOrdersToRegistry(this IServiceCollection services)
    {
        services.AddSagaToRegistry<OrderStateMachine, OrderState>(orders => orders
            .Titled("Orders")
            .Began(order => order.SubmittedAt)
            .Moved(order => order.UpdatedAt)
            .IsFor(order => order.CustomerId)
            .IsWorth(order => order.Total, order => order.Currency)
            .Ends(OrderStateMachine.FinalStates)
            .FoundBy(order => order.CustomerId, "Customer")
            .Contains(order => order.Email, "e-mail")
            .Contains(order => order.Reason)
            .Secret(order => order.Email, Masking.Email)
            .Secret(order => order.PaymentToken, Masking.PaymentToken)
            .Obeys(Cancel)
            .Obeys(RetryRefund)
            .Obeys(Resolve));
        services.AddOptions<SagaDescription<OrderState>>().Configure<IOptions<OrdersOptions>>((orders, options) => orders
            .Expect(nameof(OrderStateMachine.AwaitingPayment), options.Value.PaymentTimeout + TimerGrace)
            .Expect(nameof(OrderStateMachine.AwaitingNotification), options.Value.NotificationTimeout + TimerGrace)
            .Expect(nameof(OrderStateMachine.Compensating), CompensationTime)
            .Expect(nameof(OrderStateMachine.NeedsAttention), TimeSpan.Zero));
    }

    private static SagaCommand Cancel => Command(
        "cancel",
        "Cancel order",
        "Any charge is refunded, and the customer is notified.",
        "Cancellation requested.",
        [StateGraph.Initial, nameof(OrderStateMachine.AwaitingPayment), nameof(OrderStateMachine.AwaitingNotification)],
        (orderId, _, reason) => new CancelOrder(orderId, reason));

    private static SagaCommand RetryRefund => Command(
        "retry-compensation",
        "Retry refund",
        "The failed refund is requested once more.",
        "Refund requested again.",
        [nameof(OrderStateMachine.NeedsAttention)],
        (orderId, actor, reason) => new RetryCompensation(orderId, actor, reason));

    private static SagaCommand Resolve => Command(
        "resolve",
        "Resolve manually",
        "The money was refunded by other means: the order is cancelled, and nothing more is tried.",
        "Manual resolution requested.",
        [nameof(OrderStateMachine.NeedsAttention)],
        (orderId, actor, reason) => new ResolveManually(orderId, actor, reason));

    private static SagaCommand Command(
        string name, string label, string explanation, string confirmation, string[] states,
        Func<Guid, string, string, object> message) =>
        new(name, label, explanation, states.ToHashSet(StringComparer.Ordinal), Endpoints.AddressOf(Endpoints.OrderSaga), message)
        {
            Confirmation = confirmation,
        };
}
