using System.Security.Cryptography;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// Counts deliveries in the inbox, with a row for each: <c>order-saga#crash0.1</c>, <c>order-saga#crash0.2</c> and so on, where
/// the 0 is how often the message was redelivered on schedule. A dead letter that is sent again is counted from 1 again.
/// </summary>
internal sealed class DeliveryCounter(DurableEndpoint endpoint)
{
    /// <summary>Counts the first delivery; waits for the database if necessary.</summary>
    /// <returns>Null if it is not the first.</returns>
    public Task<CountedDelivery?> CountFirstAsync(ReceiveContext context) => CountAsync(context, from: 1, to: 1);

    /// <summary>Counts another delivery; waits for the database if necessary.</summary>
    /// <param name="context">The delivery.</param>
    /// <param name="counted">How often it was counted before.</param>
    /// <returns>The counted delivery; one past the limit is the last, and after that the result is null.</returns>
    public Task<CountedDelivery?> CountNextAsync(ReceiveContext context, int counted) =>
        CountAsync(context, counted + 1, endpoint.Options.CrashLimit + 1);

    /// <summary>How often the message was counted; waits for the database if necessary.</summary>
    public async Task<int> CountedAsync(ReceiveContext context)
    {
        var messageId = MessageIdOf(context);
        var prefix = PrefixOf(context);
        var claims = await AskAsync(cancellationToken => ClaimsOnAsync(messageId, cancellationToken), context.CancellationToken);
        return claims.Count(claim => claim.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The claims of those that have handled or counted the message.</summary>
    public async Task<List<string>> ClaimsOnAsync(Guid messageId, CancellationToken cancellationToken)
    {
        await using var scope = endpoint.Database.CreateScope(out var context);
        return await context.Set<InboxMessage>().Where(row => row.MessageId == messageId)
            .Select(row => row.ConsumerId).ToListAsync(cancellationToken);
    }

    /// <summary>Takes a count back.</summary>
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
        var messageId = MessageIdOf(context);
        for (var number = from; number <= to; number++)
        {
            var claim = endpoint.NewClaim(messageId, $"{PrefixOf(context)}{number}");
            var outcome = await AskAsync(
                cancellationToken => endpoint.Committer.CommitAsync(new UnitOfWork { Claim = claim }, cancellationToken),
                context.CancellationToken);
            if (outcome == CommitOutcome.Committed)
                return new CountedDelivery(claim, number);
        }

        return null;
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await question(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                endpoint.Logger.LogError(failure, "A message of queue {Endpoint} is waiting for the database", endpoint.Name);
                await endpoint.Database.WaitUntilReachableAsync(endpoint.Time, cancellationToken);
            }
        }
    }

    private string PrefixOf(ReceiveContext context) => FailureClaims.CrashPrefix(endpoint.Name, context);

    private static Guid MessageIdOf(ReceiveContext context) => context.GetMessageId() ?? IdOf(context.Body.GetBytes());

    // A foreign client may send no message id.
    private static Guid IdOf(byte[] body) => new(SHA256.HashData(body).AsSpan(0, 16));
}

/// <summary>A delivery that was counted before it was handled.</summary>
/// <param name="Claim">The row that counts it.</param>
/// <param name="Number">The number of this delivery of the message, from 1.</param>
internal sealed record CountedDelivery(InboxMessage Claim, int Number);
