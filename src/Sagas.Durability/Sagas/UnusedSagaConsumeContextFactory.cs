using MassTransit;
using MassTransit.Saga;

namespace Sagas.Durability.Sagas;

/// <summary>MassTransit's registration requires such a factory, but the durable repository creates its contexts itself.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class UnusedSagaConsumeContextFactory<TSaga> : ISagaConsumeContextFactory<object, TSaga>
    where TSaga : class, ISaga
{
    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        object context, ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class =>
        throw new NotSupportedException("The durable saga repository creates its contexts itself.");
}
