using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Sagas.Durability.Commit;
using Sagas.Durability.History;

namespace Sagas.Durability.Sagas;

/// <summary>A saga that is handling a message, and a snapshot from before.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
/// <typeparam name="TMessage">The message.</typeparam>
internal sealed class DurableSagaConsumeContext<TSaga, TMessage>(
    ConsumeContext<TMessage> context, TSaga instance, SagaConsumeContextMode mode, SagaSnapshot before,
    int storedVersion, int sentBefore)
    : DefaultSagaConsumeContext<TSaga, TMessage>(context, instance), ILoadedSaga, IDisposable
    where TSaga : class, ISaga
    where TMessage : class
{
    public SagaConsumeContextMode Mode { get; } = mode;

    public SagaSnapshot Before { get; } = before;

    public int StoredVersion { get; } = storedVersion;

    public int SentBefore { get; } = sentBefore;

    // What is sent after the saga is done with the message is not attributed to it.
    public void Dispose() => this.GetPayload<UnitOfWork>().ActingSaga = null;
}
