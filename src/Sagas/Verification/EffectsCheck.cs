using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Durability.Tables;
using Sagas.Durability.Verification;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Payments;

namespace Sagas.Verification;

/// <summary>
/// A command that is in the inbox has left its effects: charging or refunding has left a payment, notifying has left a record,
/// and submitting has left an order that has begun.
/// </summary>
internal class EffectsCheck : IInvariantCheck
{
    private const int ChunkSize = 200;

    private const string OrderSaga = $"{Endpoints.OrderSaga}:{nameof(OrderState)}";

    private static readonly string[] Charging =
    [
        $"{Endpoints.ProcessPayment}:{nameof(ProcessPaymentConsumer)}",
        $"{Endpoints.RefundPayment}:{nameof(RefundPaymentConsumer)}",
    ];

    private static readonly string[] Telling = [$"{Endpoints.SendNotification}:{nameof(SendNotificationConsumer)}"];

    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var database = snapshot.Database;
        await foreach (var some in ChunksAsync(WithoutPayment(database), cancellationToken))
            await CheckCommandsAsync(database, findings, some, Charging, "there is no payment", cancellationToken);
        await foreach (var some in ChunksAsync(WithoutNotification(database), cancellationToken))
            await CheckCommandsAsync(
                database, findings, some, Telling, "there is no record of a notification", cancellationToken);
        foreach (var some in (await Submissions.WaitingAsync(database, cancellationToken)).Chunk(ChunkSize))
            await CheckSubmissionsAsync(database, findings, some, cancellationToken);
    }

    /// <summary>
    /// Orders that have begun but have no payment. There are few, because a payment is the first thing they request.
    /// </summary>
    private static IQueryable<Guid> WithoutPayment(DbContext database)
    {
        var payments = database.Set<Payment>();
        return database.Set<OrderState>().AsNoTracking()
            .Where(order => order.Version > 0 && !payments.Any(payment => payment.OrderId == order.CorrelationId))
            .OrderBy(order => order.CorrelationId).Select(order => order.CorrelationId);
    }

    private static IQueryable<Guid> WithoutNotification(DbContext database)
    {
        var records = database.Set<NotificationRecord>();
        return database.Set<OrderState>().AsNoTracking()
            .Where(order => order.Version > 1 && !records.Any(record => record.OrderId == order.CorrelationId))
            .OrderBy(order => order.CorrelationId).Select(order => order.CorrelationId);
    }

    private static async IAsyncEnumerable<List<Guid>> ChunksAsync(
        IQueryable<Guid> ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Read to the end first: a connection can have only one open reader.
        foreach (var chunk in (await ids.ToListAsync(cancellationToken)).Chunk(ChunkSize))
            yield return [.. chunk];
    }

    private static async Task CheckCommandsAsync(
        DbContext database, InvariantFindings findings, List<Guid> orderIds, string[] consumers, string lack,
        CancellationToken cancellationToken)
    {
        var steps = await database.Set<SagaTransition>().AsNoTracking()
            .Where(step => orderIds.Contains(step.SagaId) && step.SagaType == nameof(OrderState))
            .Select(step => new { step.SagaId, step.Messages })
            .ToListAsync(cancellationToken);
        var sent = steps.SelectMany(step => JsonSerializer.Deserialize<List<Sent>>(step.Messages, JsonSerializerOptions.Web)!
            .Select(message => (step.SagaId, message.MessageId, message.Type)))
            .DistinctBy(message => message.MessageId).ToDictionary(message => message.MessageId);
        foreach (var some in sent.Keys.Chunk(ChunkSize))
        {
            var handled = await database.Set<InboxMessage>().AsNoTracking()
                .Where(row => some.Contains(row.MessageId) && consumers.Contains(row.ConsumerId))
                .Select(row => new { row.MessageId, row.ConsumerId })
                .ToListAsync(cancellationToken);
            foreach (var row in handled)
                findings.Violate(sent[row.MessageId].SagaId,
                    $"had its {sent[row.MessageId].Type} {row.MessageId} handled by {row.ConsumerId}, but {lack}");
        }
    }

    private static async Task CheckSubmissionsAsync(
        DbContext database, InvariantFindings findings, Submissions.Submission[] submissions, CancellationToken cancellationToken)
    {
        var messageIds = submissions.Select(submission => submission.MessageId).Distinct().ToList();
        var handled = await database.Set<InboxMessage>().AsNoTracking()
            .Where(row => messageIds.Contains(row.MessageId) && row.ConsumerId == OrderSaga)
            .Select(row => row.MessageId).ToListAsync(cancellationToken);
        if (handled.Count == 0)
            return;
        var orderIds = submissions.Where(submission => handled.Contains(submission.MessageId))
            .Select(submission => submission.OrderId).ToList();
        var idle = await database.Set<OrderState>().AsNoTracking()
            .Where(order => orderIds.Contains(order.CorrelationId) && order.Version == 0)
            .Select(order => order.CorrelationId).ToListAsync(cancellationToken);
        foreach (var orderId in idle)
            findings.Violate(orderId, $"had its OrderSubmitted handled by {OrderSaga}, but has taken no step");
    }

    private sealed record Sent(Guid MessageId, string Type);
}
