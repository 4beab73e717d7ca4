namespace Sagas.Durability.Tables;

/// <summary>A message that could not be handled, with everything needed to understand it and to send it again.</summary>
public record DeadLetter
{
    /// <summary>The dead letter's own id, a version-7 UUID.</summary>
    public Guid DeadLetterId { get; init; }

    /// <summary>Id of the message, if it carried one.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Conversation of the message, if it carried one.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Every message type it can be read as, as URNs separated by semicolons; empty if it could not be read.</summary>
    public required string MessageTypes { get; init; }

    /// <summary>Name of the queue that it was taken from.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The consumer or saga that failed on it; null if none saw it.</summary>
    public string? ConsumerId { get; init; }

    /// <summary>The saga it was meant for, if any.</summary>
    public Guid? SagaId { get; init; }

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

    /// <summary>Why it became a dead letter, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>Full name of the exception; null if there was none.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>The exception with its stack trace; null if there was none.</summary>
    public string? ExceptionDetail { get; init; }

    /// <summary>How often it was delivered without success, scheduled redeliveries included.</summary>
    public int Attempts { get; init; }

    /// <summary>When it became a dead letter, UTC.</summary>
    public DateTimeOffset DeadAt { get; init; }

    /// <summary>
    /// Whether its message was sent again and the result is not known yet. Then nobody else can deal with it, and it is removed
    /// once the result is known: what fails again is a dead letter of its own.
    /// </summary>
    public bool IsBeingRetried { get; init; }

    /// <summary>When its message was sent again, UTC; null if it was not.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>Who sent it again; null if nobody has.</summary>
    public string? RetriedBy { get; init; }

    /// <summary>The retry job that sent it again; null if it was not sent by a job.</summary>
    public Guid? RetryJobId { get; init; }

    /// <summary>The id under which it was sent again; null if it was not.</summary>
    public Guid? RetriedMessageId { get; init; }
}
