namespace Sagas.Durability.Tables;

/// <summary>
/// A message that has left the outbox, as it was there, kept for a while for people to look at. Nothing that the service does
/// depends on it.
/// </summary>
public class JournaledMessage
{
    /// <summary>The row that it had in the outbox: a redelivered message keeps its message id but is another row.</summary>
    public Guid OutboxId { get; init; }

    /// <summary>The message's id.</summary>
    public Guid MessageId { get; init; }

    /// <summary>Conversation that the message belongs to.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>MassTransit's address of the exchange or queue.</summary>
    public required string DestinationAddress { get; init; }

    /// <summary>Every message type it can be read as, as URNs separated by semicolons, the most specific first.</summary>
    public required string MessageTypes { get; init; }

    /// <summary>Media type of the body.</summary>
    public required string ContentType { get; init; }

    /// <summary>Transport headers, a JSON object of strings.</summary>
    public required string Headers { get; init; }

    /// <summary>The serialized message, exactly as it was sent.</summary>
    public required string Body { get; init; }

    /// <summary>The saga that sent it, if one did.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>The version that the saga reached by sending it.</summary>
    public int? SagaVersion { get; init; }

    /// <summary>When it was written into the outbox, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>For a timer: when it was due, UTC.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// When its row was removed from the outbox, UTC: shortly after the broker had it; embedded, after its consumers were done.
    /// See <see cref="OutboxMessage"/>.
    /// </summary>
    public DateTimeOffset LeftAt { get; init; }
}
