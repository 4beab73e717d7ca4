using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Payments;

namespace Sagas.Verification;

/// <summary>Reads what the archive says about orders. Another check reports what cannot be read.</summary>
internal static class ArchivedOrders
{
    public static IEnumerable<ArchivedOrder> Read(DbContext database, IEnumerable<ArchivedSaga> orders)
    {
        var archive = new SagaArchive(database);
        return orders.Select(saga => ReadOrNone(archive, saga)).OfType<ArchivedOrder>();
    }

    private static ArchivedOrder? ReadOrNone(SagaArchive archive, ArchivedSaga saga)
    {
        try
        {
            return new ArchivedOrder(
                archive.SagaOf<OrderState>(saga),
                archive.HistoryOf(saga).Any(step => step.Event == nameof(ResolveManually)),
                [
                    .. from payment in archive.RowsOf<Payment>(saga)
                       where payment.State is PaymentState.Charged or PaymentState.Refunded
                       select new LedgerCharge
                       {
                           OrderId = saga.SagaId,
                           ChargeId = payment.ChargeId!,
                           IsKept = payment.State == PaymentState.Charged,
                           Amount = payment.Amount,
                           Currency = payment.Currency,
                           At = payment.UpdatedAt,
                       },
                ]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="Order">The order as it ended.</param>
    /// <param name="IsSettledManually">Whether an operator has settled it outside the service.</param>
    /// <param name="Charges">The charges according to its payment.</param>
    internal sealed record ArchivedOrder(OrderState Order, bool IsSettledManually, IReadOnlyList<LedgerCharge> Charges);
}
