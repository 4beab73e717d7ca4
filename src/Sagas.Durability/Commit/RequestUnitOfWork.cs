using Sagas.Durability.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>The unit of work of a scope without a consumer, such as an HTTP request.</summary>
internal sealed class RequestUnitOfWork(UnitOfWorkScope scope, ICommitter committer) : IUnitOfWork
{
    private bool _committed;

    public async Task<CommitOutcome> CommitAsync(CancellationToken cancellationToken)
    {
        if (scope.IsConsuming)
            throw new InvalidOperationException("Inside a consumer the endpoint commits the unit of work.");
        if (_committed)
            throw new InvalidOperationException("The unit of work has already been committed; a scope has only one.");

        _committed = true;
        scope.Complete();
        var outcome = await committer.CommitAsync(scope.Unit, cancellationToken);
        FailPoints.Reach(FailPoint.RequestCommitted);
        return outcome;
    }
}
