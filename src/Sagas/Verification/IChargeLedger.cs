using Sagas.Durability.Tables;
using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>Knows which charges were made: a gateway's own record, or what stands for it.</summary>
public interface IChargeLedger
{
    /// <summary>Whose record it is.</summary>
    string Source { get; }

    /// <summary>The charges of some orders.</summary>
    /// <param name="snapshot">What is stored.</param>
    /// <param name="orderIds">The orders, successive ones in the database's order of ids.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Charges that took money, given back or not.</returns>
    Task<ILookup<Guid, LedgerCharge>> ReadAsync(StoredSnapshot snapshot, IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken);

    /// <summary>The charges of some archived orders.</summary>
    /// <param name="snapshot">What is stored.</param>
    /// <param name="orders">The orders, successive ones in the database's order of ids.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The same of them.</returns>
    Task<ILookup<Guid, LedgerCharge>> ReadAsync(StoredSnapshot snapshot, IReadOnlyList<ArchivedSaga> orders, CancellationToken cancellationToken) =>
        ReadAsync(snapshot, orders.Select(order => order.SagaId).ToList(), cancellationToken);

    /// <summary>The charges of orders that do not exist. Ask when all orders have been asked for.</summary>
    /// <param name="snapshot">What is stored.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Those charges.</returns>
    IAsyncEnumerable<LedgerCharge> ReadOrphansAsync(StoredSnapshot snapshot, CancellationToken cancellationToken);
}
