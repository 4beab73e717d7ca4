namespace Sagas.Durability.Tables;

/// <summary>
/// A dead letter of a retry job. What is needed to follow it is copied, because its own row is removed when it is sent.
/// </summary>
public class RetryJobItem
{
    /// <summary>The job.</summary>
    public Guid RetryJobId { get; init; }

    /// <summary>The dead letter.</summary>
    public Guid DeadLetterId { get; init; }

    /// <summary>When it became a dead letter, UTC: the oldest is sent first.</summary>
    public DateTimeOffset DeadAt { get; init; }

    /// <summary>Its queue.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The consumer or saga that had failed on it; null if none saw it.</summary>
    public string? ConsumerId { get; init; }

    /// <summary>Its message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>What has happened to it.</summary>
    public RetryItemState State { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>What has happened to a dead letter of a retry job.</summary>
public enum RetryItemState
{
    /// <summary>It has not been sent.</summary>
    Waiting,

    /// <summary>It was sent, and its result is not known yet.</summary>
    Sent,

    /// <summary>Its consumer has handled it.</summary>
    Succeeded,

    /// <summary>It is a dead letter again.</summary>
    FailedAgain,

    /// <summary>Somebody else dealt with it before its turn came.</summary>
    Gone,

    /// <summary>There was no result for too long.</summary>
    Unknown,
}
