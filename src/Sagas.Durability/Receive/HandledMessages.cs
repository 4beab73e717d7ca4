using MassTransit;
using Sagas.Durability.Databases;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>Looks into the inbox for messages that a consumer has handled.</summary>
internal sealed class HandledMessages(DurableDatabase database, RowReads rows)
{
    /// <summary>
    /// Whether there is a reason to look before the message is handled, rather than when its work is committed.
    /// </summary>
    public static bool MayContain(ReceiveContext context) =>
        TransportHeaders.IsDeliveredAgain(context) || TransportHeaders.RedeliveriesOf(context) > 0
        || TransportHeaders.RetriedLetterOf(context) is not null;

    /// <summary>Whether the consumer has handled the message.</summary>
    /// <param name="claim">The consumer's claim on it; null if it has no id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<bool> ContainAsync(InboxMessage? claim, CancellationToken cancellationToken)
    {
        if (claim is null)
            return false;
        var found = await rows.FindAsync([RowKey.Of(database.Inbox, [claim.MessageId, claim.ConsumerId])], cancellationToken);
        return found[0] is not null;
    }
}
