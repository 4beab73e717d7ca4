using Sagas.Durability.Tables;
using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>Knows which charges were made: a gateway's own record, or its substitute.</summary>
internal interface IChargeLedger
{
    /// <summary>Whose record it is.</summary>
    string Source { get; }

    /// <summary>Reads the charges of some orders.</summary>
    /// <param name="snapshot">The stored data.</param>
    /// <param name="orderIds">The orders, consecutive in the database's order of ids.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Charges that took money, refunded or not.</returns>
    Task<ILookup<Guid, LedgerCharge>> ReadAsync(
        StoredSnapshot snapshot, IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken);

    /// <summary>Reads the charges of some archived orders.</summary>
    /// <param name="snapshot">The stored data.</param>
    /// <param name="orders">The orders, consecutive in the database's order of ids.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Charges that took money, refunded or not.</returns>
    Task<ILookup<Guid, LedgerCharge>> ReadAsync(
        StoredSnapshot snapshot, IReadOnlyList<ArchivedSaga> orders, CancellationToken cancellationToken) =>
        ReadAsync(snapshot, orders.Select(order => order.SagaId).ToList(), cancellationToken);

    /// <summary>Reads the charges of orders that do not exist. Call it after the charges of all orders have been read.</summary>
    IAsyncEnumerable<LedgerCharge> ReadOrphansAsync(StoredSnapshot snapshot, CancellationToken cancellationToken);
}
