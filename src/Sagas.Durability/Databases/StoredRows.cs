using MassTransit;

namespace Sagas.Durability.Databases;

/// <inheritdoc />
internal sealed class StoredRows<TEntity>(DurableDatabase database, RowReads reads) : IStoredRows<TEntity> where TEntity : class
{
    public async Task<TEntity?> FindAsync(IReadOnlyList<object> key, CancellationToken cancellationToken)
    {
        var table = database.Table(typeof(TEntity));
        var row = typeof(TEntity).IsAssignableTo(typeof(ISaga)) ? RowKey.OfSaga(table, (Guid)key[0]) : RowKey.Of(table, key);
        return (TEntity?)(await reads.FindAsync([row], cancellationToken))[0];
    }
}

/// <summary>
/// Reads rows of a table as they are stored now. Rows requested at the same time are read in one round trip, where the
/// database's client can do that. No context tracks them: they are for code that reads one thing and writes another.
/// </summary>
/// <typeparam name="TEntity">The entity, which the durable layer's context maps.</typeparam>
internal interface IStoredRows<TEntity> where TEntity : class
{
    /// <summary>Reads the row with a key.</summary>
    /// <param name="key">The values of the primary key in its order; for a saga, its correlation id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A copy that belongs to the caller; null if there is no such row.</returns>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    /// <exception cref="System.Data.Common.DbException">The database could not be reached or refused to answer.</exception>
    Task<TEntity?> FindAsync(IReadOnlyList<object> key, CancellationToken cancellationToken);
}
