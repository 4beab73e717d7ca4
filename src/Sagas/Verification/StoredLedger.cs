using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Durability.Verification;
using Sagas.Orders;
using Sagas.Payments;
using Sagas.Payments.Simulator;

namespace Sagas.Verification;

/// <summary>
/// What the database itself says about charges: the simulated gateway's record if there is one, which only the simulator
/// writes, and otherwise the service's own payments.
/// </summary>
internal class StoredLedger : IChargeLedger
{
    private readonly Func<DbContext, IQueryable<LedgerCharge>> _charges;
    private readonly bool _isArchived;

    private StoredLedger(string source, bool isArchived, Func<DbContext, IQueryable<LedgerCharge>> charges)
    {
        Source = source;
        _isArchived = isArchived;
        _charges = charges;
    }

    /// <summary>The record of the simulated gateway.</summary>
    public static StoredLedger Simulated { get; } = new(
        "the simulated gateway", isArchived: false, database => database.Set<SimulatedCharge>().AsNoTracking()
            .Where(charge => charge.State == SimulatedChargeState.Charged || charge.State == SimulatedChargeState.Refunded)
            .OrderBy(charge => charge.OrderId)
            .Select(charge => new LedgerCharge
            {
                OrderId = charge.OrderId,
                ChargeId = charge.ChargeId!,
                IsKept = charge.State == SimulatedChargeState.Charged,
                Amount = charge.Amount,
                Currency = charge.Currency,
                At = charge.UpdatedAt,
            }));

    /// <summary>The payments, which say what the service believes.</summary>
    public static StoredLedger Payments { get; } = new(
        "the service's own payments", isArchived: true, database => database.Set<Payment>().AsNoTracking()
            .Where(payment => payment.State == PaymentState.Charged || payment.State == PaymentState.Refunded)
            .OrderBy(payment => payment.OrderId)
            .Select(payment => new LedgerCharge
            {
                OrderId = payment.OrderId,
                ChargeId = payment.ChargeId!,
                IsKept = payment.State == PaymentState.Charged,
                Amount = payment.Amount,
                Currency = payment.Currency,
                At = payment.UpdatedAt,
            }));

    /// <inheritdoc />
    public string Source { get; }

    /// <summary>Chooses the simulated gateway's record if it has any lines, otherwise the payments.</summary>
    public static async Task<StoredLedger> ChooseAsync(DbContext database, CancellationToken cancellationToken)
    {
        var any = await database.Set<SimulatedCharge>().OrderBy(charge => charge.PaymentId)
            .Select(charge => charge.PaymentId).Take(1)
            .ToListAsync(cancellationToken);
        return any.Count > 0 ? Simulated : Payments;
    }

    /// <inheritdoc />
    public async Task<ILookup<Guid, LedgerCharge>> ReadAsync(
        StoredSnapshot snapshot, IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken)
    {
        var (first, last) = (orderIds[0], orderIds[^1]);
        var charges = await _charges(snapshot.Database)
            .Where(charge => charge.OrderId.CompareTo(first) >= 0 && charge.OrderId.CompareTo(last) <= 0)
            .ToListAsync(cancellationToken);
        return charges.ToLookup(charge => charge.OrderId);
    }

    /// <inheritdoc />
    public async Task<ILookup<Guid, LedgerCharge>> ReadAsync(
        StoredSnapshot snapshot, IReadOnlyList<ArchivedSaga> orders, CancellationToken cancellationToken) => _isArchived
            ? ArchivedOrders.Read(snapshot.Database, orders).SelectMany(order => order.Charges).ToLookup(charge => charge.OrderId)
            : await ReadAsync(snapshot, orders.Select(order => order.SagaId).ToList(), cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<LedgerCharge> ReadOrphansAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        var orders = snapshot.Database.Set<OrderState>();
        var archive = new SagaArchive(snapshot.Database).Of<OrderState>();
        return _charges(snapshot.Database)
            .Where(charge => !orders.Any(order => order.CorrelationId == charge.OrderId)
                && !archive.Any(saga => saga.SagaId == charge.OrderId))
            .AsAsyncEnumerable();
    }
}
