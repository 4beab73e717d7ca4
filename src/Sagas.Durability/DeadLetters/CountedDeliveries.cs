using System.Security.Cryptography;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Configuration;
using Sagas.Durability.Inbox;
using Sagas.Durability.Outbox;
using Sagas.Durability.UnitsOfWork;

namespace Sagas.Durability.DeadLetters;

/// <summary>
/// Counts deliveries in the inbox, a row for each: <c>order-saga#crash0.1</c>, <c>order-saga#crash0.2</c> and so on, where
/// the 0 tells how often the message was redelivered on schedule.
/// </summary>
internal sealed class CountedDeliveries(DurableEndpoint endpoint)
{
    /// <summary>Counts the first; waits for the database if need be.</summary>
    /// <returns>Null if it is not the first.</returns>
    public Task<CountedDelivery?> CountFirstAsync(ReceiveContext context) => CountAsync(context, from: 1, to: 1);

    /// <summary>Counts one more; waits for the database if need be.</summary>
    /// <returns>One past the limit is the last; null after that.</returns>
    public Task<CountedDelivery?> CountNextAsync(ReceiveContext context) => CountAsync(context, from: 2, endpoint.Options.CrashLimit + 1);

    /// <summary>Takes the count back.</summary>
    public async Task ForgetAsync(CountedDelivery delivery)
    {
        try
        {
            await using var scope = endpoint.Database.CreateScope(out var context);
            await context.Set<InboxMessage>()
                .Where(row => row.MessageId == delivery.Claim.MessageId && row.ConsumerId == delivery.Claim.ConsumerId)
                .ExecuteDeleteAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            endpoint.Logger.LogWarning(exception, "A delivery that ended with its process stays counted");
        }
    }

    private async Task<CountedDelivery?> CountAsync(ReceiveContext context, int from, int to)
    {
        var messageId = context.GetMessageId() ?? IdOf(context.Body.GetBytes());
        for (var number = from; number <= to; number++)
        {
            var claim = new InboxMessage
            {
                MessageId = messageId,
                ConsumerId = $"{endpoint.Name}#crash{TransportHeaders.RedeliveriesOf(context)}.{number}",
                ReceivedAt = endpoint.Time.GetStorableUtcNow(),
            };
            if (await ClaimAsync(claim, context.CancellationToken) == CommitOutcome.Committed)
                return new CountedDelivery(claim, number);
        }

        return null;
    }

    private async Task<CommitOutcome> ClaimAsync(InboxMessage claim, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await endpoint.Committer.CommitAsync(new UnitOfWork { Claim = claim }, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                endpoint.Logger.LogError(failure, "A message of queue {Endpoint} waits for the database", endpoint.Name);
                await endpoint.Database.WaitUntilReachableAsync(endpoint.Time, cancellationToken);
            }
        }
    }

    // A foreign client may send no message id.
    private static Guid IdOf(byte[] body) => new(SHA256.HashData(body).AsSpan(0, 16));
}
