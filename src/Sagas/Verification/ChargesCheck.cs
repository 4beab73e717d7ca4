using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Durability.Verification;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments;

namespace Sagas.Verification;

/// <summary>
/// An order is charged at most once, and a completed one exactly its total; no money is kept for a dead order, unless an operator
/// has settled it elsewhere. A charge that came late may still be waiting for its refund.
/// </summary>
/// <param name="ledger">The record of the charges.</param>
/// <param name="grace">How long it may take until a refund begins.</param>
internal class ChargesCheck(IChargeLedger ledger, TimeSpan grace) : IInvariantCheck
{
    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var (charges, kept, late) = (0L, 0L, 0L);
        await foreach (var page in snapshot.ReadPagesAsync<OrderState>(cancellationToken))
        {
            var made = await ledger.ReadAsync(snapshot, page.Select(order => order.CorrelationId).ToList(), cancellationToken);
            Check(page, made);
            late += await CheckDeadAsync(snapshot, findings, Dead(page, made), made, cancellationToken);
        }

        await foreach (var page in snapshot.ReadArchiveAsync<OrderState>(cancellationToken))
        {
            var made = await ledger.ReadAsync(snapshot, page, cancellationToken);
            var archived = ArchivedOrders.Read(snapshot.Database, page).ToList();
            Check(archived.ConvertAll(order => order.Order), made);
            CheckArchivedDead(findings, archived, made);
        }

        await foreach (var charge in ledger.ReadOrphansAsync(snapshot, cancellationToken))
            findings.Violate(charge.OrderId, $"was charged by {charge.ChargeId}, but there is no such order");
        findings.Note($"Charges according to {ledger.Source}");
        findings.Count("charges", charges);
        findings.Count("kept", kept);
        findings.Count("late ones under way", late);

        void Check(IReadOnlyList<OrderState> orders, ILookup<Guid, LedgerCharge> made)
        {
            foreach (var order in orders)
            {
                if (string.Join("; ", Breaches(order, [.. made[order.CorrelationId]])) is { Length: > 0 } breaches)
                    findings.Violate(order.CorrelationId, breaches);
            }

            charges += made.Sum(same => same.Count());
            kept += made.Sum(same => same.Count(charge => charge.IsKept));
        }
    }

    private static IEnumerable<string> Breaches(OrderState order, IReadOnlyList<LedgerCharge> charges)
    {
        if (charges.Count > 1)
            yield return $"was charged {charges.Count} times: {string.Join(", ", charges.Select(charge => charge.ChargeId))}";
        if (order.CurrentState is not nameof(OrderStatus.Completed))
            yield break;
        if (charges.Where(charge => charge.IsKept).ToList() is not [var kept])
            yield return $"is Completed, but {charges.Count(charge => charge.IsKept)} charges are kept";
        else if ((kept.Amount ?? order.Total) != order.Total || !string.Equals(
            kept.Currency ?? order.Currency, order.Currency, StringComparison.OrdinalIgnoreCase))
            yield return FormattableString.Invariant(
                $"is Completed for {order.Total:0.####} {order.Currency}, but {kept.Amount:0.####} {kept.Currency} is kept");
    }

    /// <returns>How many charges are being refunded.</returns>
    private async Task<long> CheckDeadAsync(
        StoredSnapshot snapshot, InvariantFindings findings, IReadOnlyList<OrderState> dead, ILookup<Guid, LedgerCharge> made,
        CancellationToken cancellationToken)
    {
        if (dead.Count == 0)
            return 0;
        var ids = dead.Select(order => order.CorrelationId).ToList();
        var before = snapshot.At - grace;
        var moving = await snapshot.Database.Set<Payment>().AsNoTracking()
            .Where(payment => ids.Contains(payment.OrderId) && payment.UpdatedAt > before)
            .Select(payment => payment.OrderId).ToListAsync(cancellationToken);
        var settled = await snapshot.Database.Set<SagaTransition>().AsNoTracking()
            .Where(step => ids.Contains(step.SagaId) && step.SagaType == nameof(OrderState)
                && step.Event == nameof(ResolveManually))
            .Select(step => step.SagaId).ToListAsync(cancellationToken);

        var late = 0L;
        foreach (var order in dead.Where(order => !settled.Contains(order.CorrelationId)))
        {
            var charges = made[order.CorrelationId].Where(charge => charge.IsKept).ToList();
            if (order.UpdatedAt > before || moving.Contains(order.CorrelationId) || charges.Exists(charge => charge.At > before))
                late++;
            else
                ViolateKept(findings, order, charges);
        }

        return late;
    }

    // Nothing is in progress for an archived order.
    private static void CheckArchivedDead(
        InvariantFindings findings, List<ArchivedOrders.ArchivedOrder> orders, ILookup<Guid, LedgerCharge> made)
    {
        foreach (var order in Dead(orders.ConvertAll(order => order.Order), made))
        {
            if (!orders.Exists(archived => archived.Order == order && archived.IsSettledManually))
                ViolateKept(findings, order, made[order.CorrelationId].Where(charge => charge.IsKept));
        }
    }

    private static void ViolateKept(InvariantFindings findings, OrderState order, IEnumerable<LedgerCharge> charges) =>
        findings.Violate(
            order.CorrelationId,
            $"is {order.CurrentState}, but its money is kept: {string.Join(", ", charges.Select(charge => charge.ChargeId))}");

    private static IReadOnlyList<OrderState> Dead(IEnumerable<OrderState> orders, ILookup<Guid, LedgerCharge> made) =>
        [.. orders.Where(order => IsDead(order) && made[order.CorrelationId].Any(charge => charge.IsKept))];

    private static bool IsDead(OrderState order) =>
        order.CurrentState is nameof(OrderStatus.Cancelled) or nameof(OrderStatus.Rejected);
}
