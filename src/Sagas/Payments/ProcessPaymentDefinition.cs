using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Contracts;

namespace Sagas.Payments;

/// <summary>Where <see cref="ProcessPaymentConsumer"/> listens, and how many payments it makes at a time.</summary>
internal class ProcessPaymentDefinition : ConsumerDefinition<ProcessPaymentConsumer>
{
    /// <summary>Reads the limits.</summary>
    public ProcessPaymentDefinition(IOptions<PaymentOptions> options)
    {
        EndpointName = Endpoints.ProcessPayment;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
