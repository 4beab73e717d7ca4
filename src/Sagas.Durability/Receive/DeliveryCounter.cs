using System.Security.Cryptography;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// Counts deliveries during which a process has died, in the inbox, with a row for each: <c>order-saga#crash0.1</c>,
/// <c>order-saga#crash0.2</c> and so on, where the 0 is how often the message was redelivered on schedule. A row is there while
/// the message's code runs, and stays if the process dies. A dead letter that is sent again is counted from 1 again.
/// </summary>
internal sealed class DeliveryCounter(DurableEndpoint endpoint)
{
    /// <summary>Identifies the message, and how often it was redelivered on schedule or sent again.</summary>
    public (Guid MessageId, string Prefix) KeyOf(ReceiveContext context) =>
        (endpoint.Messages.IdOf(context) ?? IdOf(context.Body.GetBytes()), FailureClaims.CrashPrefix(endpoint.Name, context));

    /// <summary>Counts the first delivery; waits for the database if necessary.</summary>
    /// <returns>Null if it is not the first.</returns>
    public async Task<SuspectDelivery?> CountFirstAsync(
        (Guid MessageId, string Prefix) message, CancellationToken cancellationToken)
    {
        var first = NewDelivery(message, number: 1);
        return await AskAsync(first.TryBeginAsync, cancellationToken) ? first : null;
    }

    /// <summary>Counts another delivery, when it is its turn; waits for the database if necessary.</summary>
    /// <param name="message">The message.</param>
    /// <param name="claims">The claims on it.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The delivery; one past the limit is the last, and after that the result is null.</returns>
    public async Task<SuspectDelivery?> CountNextAsync(
        (Guid MessageId, string Prefix) message, IEnumerable<string> claims, CancellationToken cancellationToken)
    {
        var counted = claims.Count(claim => claim.StartsWith(message.Prefix, StringComparison.Ordinal));
        for (var number = counted + 1; number <= endpoint.Options.CrashLimit + 1; number++)
        {
            var next = NewDelivery(message, number);
            if (await AskAsync(next.TryBeginAsync, cancellationToken))
                return next;
        }

        return null;
    }

    /// <summary>The claims of those that have handled or counted the message; waits for the database if necessary.</summary>
    public Task<List<string>> AwaitClaimsOnAsync(Guid messageId, CancellationToken cancellationToken) =>
        AskAsync(token => ClaimsOnAsync(messageId, token), cancellationToken);

    /// <summary>The same, if the database answers.</summary>
    public async Task<List<string>> ClaimsOnAsync(Guid messageId, CancellationToken cancellationToken)
    {
        await using var scope = endpoint.Database.CreateScope(out var context);
        return await context.Set<InboxMessage>().Where(row => row.MessageId == messageId)
            .Select(row => row.ConsumerId).ToListAsync(cancellationToken);
    }

    private SuspectDelivery NewDelivery((Guid MessageId, string Prefix) message, int number) =>
        new(endpoint, endpoint.NewClaim(message.MessageId, $"{message.Prefix}{number}"), number);

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

    // A foreign client may send no message id.
    private static Guid IdOf(byte[] body) => new(SHA256.HashData(body).AsSpan(0, 16));
}
