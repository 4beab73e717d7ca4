using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Options;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;

namespace Sagas.Orders;

/// <summary>
/// Where the order saga listens, and how much it handles at a time. Within a process, messages of the same order wait for each
/// other: handling them concurrently would only end in a version conflict and have to be repeated.
/// </summary>
internal class OrderSagaDefinition : SagaDefinition<OrderState>
{
    private readonly OrdersOptions _options;

    /// <summary>Names the endpoint.</summary>
    /// <param name="options">How many orders are handled at a time.</param>
    public OrderSagaDefinition(IOptions<OrdersOptions> options)
    {
        _options = options.Value;
        EndpointName = Endpoints.OrderSaga;
    }

    /// <inheritdoc />
    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator,
        ISagaConfigurator<OrderState> sagaConfigurator,
        IRegistrationContext context)
    {
#pragma warning disable CA2000 // It lives as long as the endpoint, and nothing says when that ends.
        var partitioner = new Partitioner(_options.Concurrency, new Murmur3UnsafeHashGenerator());
#pragma warning restore CA2000

        // On the endpoint rather than on the saga, so that it encloses the commit of the unit of work.
        OneAtATime<OrderSubmitted>(message => message.OrderId);
        OneAtATime<PaymentCompleted>(message => message.OrderId);
        OneAtATime<PaymentDeclined>(message => message.OrderId);
        OneAtATime<Fault<ProcessPayment>>(message => OrderOf(message.Message?.OrderId));
        OneAtATime<PaymentExpired>(message => message.OrderId);
        OneAtATime<PaymentRefunded>(message => message.OrderId);
        OneAtATime<Fault<RefundPayment>>(message => OrderOf(message.Message?.OrderId));
        OneAtATime<NotificationSent>(message => message.OrderId);
        OneAtATime<NotificationFailed>(message => message.OrderId);
        OneAtATime<NotificationExpired>(message => message.OrderId);
        OneAtATime<CancelOrder>(message => message.OrderId);
        OneAtATime<RetryCompensation>(message => message.OrderId);
        OneAtATime<ResolveManually>(message => message.OrderId);

        // One that is about no message at all gets as far as here, and is refused behind it.
        static Guid OrderOf(Guid? orderId) => orderId ?? Guid.Empty;

        void OneAtATime<T>(Func<T, Guid> orderId) where T : class =>
            endpointConfigurator.UsePartitioner<T>(partitioner, message => orderId(message.Message));
    }
}
