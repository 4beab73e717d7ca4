using MassTransit;
using MassTransit.Saga;

namespace Sagas.Durability.Sagas;

/// <summary>MassTransit's registration asks for such a factory; the durable repository makes its contexts itself.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class UnusedSagaConsumeContextFactory<TSaga> : ISagaConsumeContextFactory<object, TSaga> where TSaga : class, ISaga
{
    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        object context, ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class =>
        throw new NotSupportedException("The durable saga repository makes its contexts itself.");
}
