using Sagas.Durability.Commit;
using Sagas.Durability.Tables;

namespace Sagas.Hosting.Health;

/// <summary>The unit of work of a request, which is refused while the database is not in order.</summary>
internal sealed class GuardedUnitOfWork(RequestUnitOfWork unitOfWork, DatabaseGuard guard) : IUnitOfWork
{
    /// <inheritdoc />
    public Task<CommitOutcome> CommitAsync(CancellationToken cancellationToken)
    {
        guard.RefuseIfIll();
        return unitOfWork.CommitAsync(cancellationToken);
    }
}
