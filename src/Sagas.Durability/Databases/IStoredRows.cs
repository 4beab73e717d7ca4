namespace Sagas.Durability.Databases;

/// <summary>
/// Rows of a table as they are stored now. Those that are asked for at the same time are read in one round trip, where the
/// database's client can do that. No context tracks them: they are for those who look and write something else.
/// </summary>
/// <typeparam name="TEntity">The entity, which the durable layer's context maps.</typeparam>
public interface IStoredRows<TEntity> where TEntity : class
{
    /// <summary>The row of a key.</summary>
    /// <param name="key">The values of the primary key in its order; of a saga, its correlation id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A row of the caller's own; null if there is none.</returns>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    /// <exception cref="System.Data.Common.DbException">The database could not be reached or refused to answer.</exception>
    Task<TEntity?> FindAsync(IReadOnlyList<object> key, CancellationToken cancellationToken);
}
