using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>
/// Finds the results of dead letters that were sent again: the inbox has the claim of a consumer that handled the message, or
/// the one under which it became a dead letter again. If neither appears, the result is unknown after a while.
/// </summary>
internal sealed class RetryOutcomes(IOptions<DurabilityOptions> options)
{
    private const int AskedForAtATime = 500;

    // The clock of the process that handles it may be behind.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>How long a result may take: until the message's last redelivery, and some time beyond.</summary>
    public TimeSpan Patience { get; } =
        options.Value.RetryOutcomeLimit
            + options.Value.EffectiveRedeliveryDelays.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay);

    /// <summary>Determines the result of a message.</summary>
    /// <param name="item">The dead letter that was sent again.</param>
    /// <param name="claims">The claims on its message.</param>
    /// <param name="now">The current time.</param>
    public RetryItemState OutcomeOf(RetryJobItem item, IReadOnlyCollection<InboxMessage> claims, DateTimeOffset now)
    {
        var isHandled = item.ConsumerId is { } consumer
            ? claims.Any(claim => claim.ConsumerId == consumer)
            // Other consumers of the queue may have handled it long ago; only those that get it now count.
            : claims.Any(
                claim => FailureClaims.SaysHandled(claim.ConsumerId, item.Endpoint) && claim.ReceivedAt >= item.SentAt - Margin);
        if (isHandled)
            return RetryItemState.Succeeded;
        if (claims.Any(claim => FailureClaims.SaysFailedAgain(claim.ConsumerId, item.DeadLetterId)))
            return RetryItemState.FailedAgain;
        return now - item.SentAt > Patience ? RetryItemState.Unknown : RetryItemState.Sent;
    }

    /// <summary>Records the results of what a job has sent.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> SettleAsync(
        DbContext context, Guid retryJobId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sent = await context.Set<RetryJobItem>().AsNoTracking()
            .Where(item => item.RetryJobId == retryJobId && item.State == RetryItemState.Sent).ToListAsync(cancellationToken);
        var count = 0;
        foreach (var some in sent.Chunk(AskedForAtATime))
        {
            foreach (var same in await SettledAsync(context, some, now, cancellationToken))
            {
                // First the dead letters: if the process dies in between, the results are found once more.
                await EndAsync(context, [.. same], cancellationToken);
                count += await NoteAsync(context, retryJobId, same.Key, [.. same], cancellationToken);
            }
        }

        return count;
    }

    /// <summary>Ends the retries of dead letters that people sent one by one, once their results are known.</summary>
    public async Task SettleSingleOnesAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sent = await context.Set<DeadLetter>().IgnoreQueryFilters().AsNoTracking()
            .Where(deadLetter => deadLetter.IsBeingRetried && deadLetter.RetryJobId == null)
            .Select(deadLetter => new RetryJobItem
            {
                DeadLetterId = deadLetter.DeadLetterId,
                Endpoint = deadLetter.Endpoint,
                ConsumerId = deadLetter.ConsumerId,
                MessageId = deadLetter.RetriedMessageId,
                SentAt = deadLetter.RetriedAt,
            })
            .ToListAsync(cancellationToken);
        foreach (var some in sent.Chunk(AskedForAtATime))
        {
            foreach (var same in await SettledAsync(context, some, now, cancellationToken))
                await EndAsync(context, [.. same], cancellationToken);
        }
    }

    private async Task<List<IGrouping<RetryItemState, Guid>>> SettledAsync(
        DbContext context, IReadOnlyCollection<RetryJobItem> sent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claims = await ClaimsAsync(context, sent, cancellationToken);
        return
        [
            .. sent.Select(item => (item.DeadLetterId, State: OutcomeOf(item, [.. claims[item.MessageId!.Value]], now)))
                .Where(item => item.State != RetryItemState.Sent)
                .GroupBy(item => item.State, item => item.DeadLetterId),
        ];
    }

    // What failed again is a dead letter of its own.
    private static Task<int> EndAsync(DbContext context, List<Guid> deadLetters, CancellationToken cancellationToken) =>
        context.Set<DeadLetter>().IgnoreQueryFilters()
            .Where(deadLetter => deadLetter.IsBeingRetried && deadLetters.Contains(deadLetter.DeadLetterId))
            .ExecuteDeleteAsync(cancellationToken);

    private static async Task<ILookup<Guid, InboxMessage>> ClaimsAsync(
        DbContext context, IEnumerable<RetryJobItem> items, CancellationToken cancellationToken)
    {
        var messages = items.Select(item => item.MessageId!.Value).ToList();
        var claims = await context.Set<InboxMessage>().AsNoTracking()
            .Where(claim => messages.Contains(claim.MessageId)).ToListAsync(cancellationToken);
        return claims.ToLookup(claim => claim.MessageId);
    }

    private static Task<int> NoteAsync(
        DbContext context, Guid retryJobId, RetryItemState state, List<Guid> deadLetters, CancellationToken cancellationToken) =>
        context.Set<RetryJobItem>()
            .Where(item =>
                item.RetryJobId == retryJobId && deadLetters.Contains(item.DeadLetterId) && item.State == RetryItemState.Sent)
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.State, state), cancellationToken);
}
