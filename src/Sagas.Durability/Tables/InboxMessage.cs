namespace Sagas.Durability.Tables;

/// <summary>
/// A message that a consumer has handled. The row is written in the transaction of the work itself, so it exists if and only
/// if the work was done; a redelivered message finds it and does nothing.
/// </summary>
public class InboxMessage
{
    /// <summary>The message's id, assigned by its sender.</summary>
    public Guid MessageId { get; init; }

    /// <summary>Who handled it: endpoint and consumer or saga, such as <c>process-payment:ProcessPaymentConsumer</c>.</summary>
    public required string ConsumerId { get; init; }

    /// <summary>When its work was committed, UTC. Rows older than the duplicate-detection window are removed.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}
