using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Archive;
using Sagas.Durability.Settings;
using Sagas.Durability.Verification;
using Sagas.Orders;

namespace Sagas.Verification;

/// <summary>
/// An order that has not begun has its submission on the way, and a submission has its order: both are written in one
/// transaction. Where a broker carries messages, a submission may be waiting in its queue, which cannot be seen from here.
/// </summary>
/// <param name="durability">What the transport keeps.</param>
/// <param name="grace">How long a submission may wait in a queue.</param>
internal class SubmissionsCheck(IOptions<DurabilityOptions> durability, TimeSpan grace) : IInvariantCheck
{
    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var waiting = await Submissions.WaitingAsync(snapshot.Database, cancellationToken);
        var givenUp = await Submissions.GivenUpAsync(snapshot.Database, cancellationToken);
        await FindLostOrdersAsync(snapshot, findings, waiting, givenUp, cancellationToken);
        await FindLoneSubmissionsAsync(snapshot, findings, waiting, cancellationToken);
        findings.Count("submissions in the outbox", waiting.Count);
        if (givenUp.Count > 0)
            findings.Count("submissions in the dead letters", givenUp.Count);
    }

    private async Task FindLostOrdersAsync(
        StoredSnapshot snapshot, InvariantFindings findings, List<Submissions.Submission> waiting, HashSet<Guid> givenUp,
        CancellationToken cancellationToken)
    {
        var underWay = waiting.Select(submission => submission.OrderId).ToHashSet();
        var before = durability.Value.DatabaseIsQueueOfRecord ? DateTimeOffset.MaxValue : snapshot.At - grace;
        var orders = snapshot.Database.Set<OrderState>().AsNoTracking()
            .Where(order => order.CurrentState == OrdersCheck.Submitted && order.Version == 0)
            .OrderBy(order => order.CorrelationId)
            .Select(order => new { order.CorrelationId, order.SubmittedAt });
        await foreach (var order in orders.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (order.SubmittedAt < before && !underWay.Contains(order.CorrelationId) && !givenUp.Contains(order.CorrelationId))
                findings.Violate(
                    order.CorrelationId, $"was accepted at {order.SubmittedAt:O}, but its OrderSubmitted is nowhere to be found");
        }
    }

    private static async Task FindLoneSubmissionsAsync(
        StoredSnapshot snapshot, InvariantFindings findings, List<Submissions.Submission> waiting,
        CancellationToken cancellationToken)
    {
        foreach (var some in waiting.Where(submission => !submission.IsRedelivery).Select(submission => submission.OrderId)
            .Distinct().Chunk(500))
        {
            var known = await snapshot.Database.Set<OrderState>().AsNoTracking()
                .Where(order => some.Contains(order.CorrelationId))
                .Select(order => order.CorrelationId).ToListAsync(cancellationToken);
            var archived = await new SagaArchive(snapshot.Database).Of<OrderState>()
                .Where(saga => some.Contains(saga.SagaId))
                .Select(saga => saga.SagaId).ToListAsync(cancellationToken);
            foreach (var orderId in some.Except(known).Except(archived))
                findings.Violate(orderId, "has its OrderSubmitted in the outbox, but is missing");
        }
    }
}
