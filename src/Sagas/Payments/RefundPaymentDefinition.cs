using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Contracts;

namespace Sagas.Payments;

/// <summary>Where <see cref="RefundPaymentConsumer"/> listens, and how many refunds it makes at a time.</summary>
internal class RefundPaymentDefinition : ConsumerDefinition<RefundPaymentConsumer>
{
    /// <summary>Reads the limits.</summary>
    public RefundPaymentDefinition(IOptions<PaymentOptions> options)
    {
        EndpointName = Endpoints.RefundPayment;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
