using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;

namespace Sagas.Verification;

/// <summary>Reads the submissions that the database still holds.</summary>
internal static class Submissions
{
    private static readonly string Type = MessageUrn.ForTypeString<OrderSubmitted>();

    /// <summary>Submissions on their way to the process.</summary>
    public static async Task<List<Submission>> WaitingAsync(DbContext database, CancellationToken cancellationToken)
    {
        var found = new List<Submission>();
        var rows = database.Set<OutboxMessage>().AsNoTracking().Where(row => row.MessageTypes.StartsWith(Type))
            .OrderBy(row => row.OutboxId).Select(row => new { row.MessageId, row.Body, row.DueAt });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (OrderOf(row.Body) is { } orderId)
                found.Add(new Submission(row.MessageId, orderId, row.DueAt is not null));
        }

        return found;
    }

    /// <summary>The orders of submissions that became dead letters.</summary>
    public static async Task<HashSet<Guid>> GivenUpAsync(DbContext database, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        var bodies = database.Set<DeadLetter>().AsNoTracking().Where(deadLetter => deadLetter.MessageTypes.StartsWith(Type))
            .OrderBy(deadLetter => deadLetter.DeadLetterId).Select(deadLetter => deadLetter.Body);
        await foreach (var body in bodies.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (OrderOf(body) is { } orderId)
                found.Add(orderId);
        }

        return found;
    }

    // In an envelope, or without one if it is from a foreign client.
    private static Guid? OrderOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var message = document.RootElement.TryGetProperty("message", out var inner) ? inner : document.RootElement;
            return message.TryGetProperty("orderId", out var orderId) && orderId.TryGetGuid(out var id) ? id : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A submission in the outbox.</summary>
    /// <param name="MessageId">The message.</param>
    /// <param name="OrderId">The order that it submits.</param>
    /// <param name="IsRedelivery">Whether it was delivered before and failed; then a foreign client may have sent it.</param>
    internal sealed record Submission(Guid MessageId, Guid OrderId, bool IsRedelivery);
}
