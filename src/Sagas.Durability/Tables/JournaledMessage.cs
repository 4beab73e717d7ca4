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

    /// <summary>Media type of the body, as its sender wrote it; empty if it has none.</summary>
    public required string ContentType { get; init; }

    /// <summary>Transport headers, a JSON object of strings; a value that is no text is written as people read it.</summary>
    public required string Headers { get; init; }

    /// <summary>
    /// What <see cref="Headers"/> cannot tell: the values that are no texts, with their types, and the broker's properties of a
    /// message that came from one. Null if there is nothing of the kind.
    /// </summary>
    public string? Wire { get; init; }

    /// <summary>
    /// The message as a text. If <see cref="Bytes"/> is null, this text in UTF-8 is exactly what was sent; otherwise it is what
    /// people can be shown of the bytes, and empty if they are no text.
    /// </summary>
    public required string Body { get; init; }

    /// <summary>The message, byte by byte, if it is not simply a text in UTF-8; otherwise null.</summary>
#pragma warning disable CA1819 // A column holds an array.
    public byte[]? Bytes { get; init; }
#pragma warning restore CA1819

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
