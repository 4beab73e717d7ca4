namespace Sagas.Durability.Tables;

/// <summary>
/// An outgoing message, written in the transaction of the work that sent it and removed once the broker (embedded: its
/// consumers) has it. With a due time it is a timer.
/// </summary>
public class OutboxMessage
{
    /// <summary>The row's own id: a redelivered message keeps its message id but is another row.</summary>
    public Guid OutboxId { get; init; }

    /// <summary>Its position within its unit of work, from 0; the messages of one unit are sent in this order.</summary>
    public int Ordinal { get; init; }

    /// <summary>The message's id, by which its consumers recognize duplicates.</summary>
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

    /// <summary>
    /// The saga that sent it, if one did; for a redelivery, the saga that the message is about, if it is about one.
    /// </summary>
    public Guid? SagaId { get; init; }

    /// <summary>The version that the saga reached by sending it.</summary>
    public int? SagaVersion { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>For a timer: when it fires, UTC; null for a message that is sent at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// When it expires, UTC, if it was sent with a time to live, which for a timer begins when it fires. Null for a message that
    /// does not expire; a message that has failed is redelivered even if it has expired in the meantime.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// For a timer: the token by which it can be canceled. For the redelivery of a message about a saga: a token that is made of
    /// the saga's id, by which operators find it.
    /// </summary>
    public Guid? TokenId { get; init; }

    /// <summary>
    /// When any instance may dispatch the row (again), UTC: its due time at first, and the end of the lease while an
    /// instance is working on it.
    /// </summary>
    public DateTimeOffset VisibleAt { get; set; }
}
