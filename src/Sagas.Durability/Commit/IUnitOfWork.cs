using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// Everything that a request changes outside a consumer: the messages published or sent through the scope's
/// <c>IPublishEndpoint</c> and <c>ISendEndpointProvider</c>, and the changes tracked by the scope's DbContext.
/// <see cref="CommitAsync"/> stores it in exactly one transaction, or not at all. Registered per scope. Inside a consumer
/// the endpoint commits the unit of work, not the consumer.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>Stores everything in one transaction and then releases the messages.</summary>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun: then it is awaited to its end.</param>
    /// <returns>Whether it was stored, or conflicted with a concurrent change (a version or a unique key).</returns>
    /// <exception cref="InvalidOperationException">Called inside a consumer, or a second time.</exception>
    /// <exception cref="System.Data.Common.DbException">The database could not be reached or refused the change.</exception>
    Task<CommitOutcome> CommitAsync(CancellationToken cancellationToken);
}
