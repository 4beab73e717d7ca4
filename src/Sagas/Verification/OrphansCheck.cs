using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Durability.Verification;
using Sagas.Orders;
using Sagas.Orders.Api.Idempotency;

namespace Sagas.Verification;

/// <summary>Every order that has left a trace exists: orders stay, in their table or in the archive.</summary>
internal class OrphansCheck : IInvariantCheck
{
    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var orders = snapshot.Database.Set<OrderState>();
        var archive = new SagaArchive(snapshot.Database).Of<OrderState>();
        var keys = snapshot.Database.Set<IdempotencyKey>().AsNoTracking();
        var unkept = keys
            .Where(key =>
                !orders.Any(order => order.CorrelationId == key.OrderId) && !archive.Any(saga => saga.SagaId == key.OrderId))
            .OrderBy(key => key.KeyHash)
            .Select(key => new { key.OrderId, key.Key });
        await foreach (var key in unkept.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(key.OrderId, $"was accepted under the idempotency key {key.Key}, but is missing");

        var lost = snapshot.Database.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaType == nameof(OrderState)
                && !orders.Any(order => order.CorrelationId == step.SagaId) && !archive.Any(saga => saga.SagaId == step.SagaId))
            .Select(step => step.SagaId)
            .Distinct();
        await foreach (var orderId in lost.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(orderId, "has a history, but is missing");

        findings.Count("idempotency keys", await keys.LongCountAsync(cancellationToken));
    }
}
