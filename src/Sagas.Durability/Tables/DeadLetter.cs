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

    /// <summary>Media type of the body.</summary>
    public required string ContentType { get; init; }

    /// <summary>Transport headers, a JSON object of strings.</summary>
    public required string Headers { get; init; }

    /// <summary>The message exactly as it was received; bytes that are not valid UTF-8 are replaced.</summary>
    public required string Body { get; init; }

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
}
