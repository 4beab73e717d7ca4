using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// All that one request changes outside a consumer: the messages published or sent through the scope's
/// <c>IPublishEndpoint</c> and <c>ISendEndpointProvider</c>, and the changes tracked by the scope's DbContext. It is
/// stored in exactly one transaction by <see cref="CommitAsync"/>, or not at all. Registered per scope. Inside a consumer
/// the unit of work is committed by the endpoint, not by the consumer.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>Stores everything in one transaction and then lets the messages go.</summary>
    /// <param name="cancellationToken">Cancels the operation, unless the commit has begun: then it is awaited to its end.</param>
    /// <returns>Whether it was stored, or conflicted with a concurrent change (a version or a unique key).</returns>
    /// <exception cref="InvalidOperationException">Called inside a consumer, or a second time.</exception>
    /// <exception cref="System.Data.Common.DbException">The database could not be reached or refused the change.</exception>
    Task<CommitOutcome> CommitAsync(CancellationToken cancellationToken);
}
