using MassTransit;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Sagas;

/// <summary>Reads sagas of a type.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class SagaReads<TSaga>(DurableDatabase database, RowReads rows) where TSaga : class, ISaga
{
    /// <summary>Reads a saga.</summary>
    public async Task<TSaga?> FindAsync(Guid sagaId, CancellationToken cancellationToken) =>
        (TSaga?)(await rows.FindAsync([KeyOf(sagaId)], cancellationToken))[0];

    /// <summary>Reads a saga to handle a message, and in the same round trip whether the saga has handled it before.</summary>
    /// <exception cref="HandledBeforeException">It has.</exception>
    public async Task<TSaga?> FindAsync(Guid sagaId, UnitOfWork unit, CancellationToken cancellationToken)
    {
        if (unit.Claim is not { } claim || unit.FollowsConflict)
            return await FindAsync(sagaId, cancellationToken);

        var claimed = RowKey.Of(database.Inbox, [claim.MessageId, claim.ConsumerId]);
        var found = await rows.FindAsync([KeyOf(sagaId), claimed], cancellationToken);
        return found[1] is null ? (TSaga?)found[0] : throw new HandledBeforeException();
    }

    private RowKey KeyOf(Guid sagaId) => RowKey.OfSaga(database.Table(typeof(TSaga)), sagaId);
}
