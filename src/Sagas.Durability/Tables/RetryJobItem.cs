namespace Sagas.Durability.Tables;

/// <summary>A letter that is to be sent again with many. What is needed to follow it is copied: its own row goes when it is sent.</summary>
public class RetryJobItem
{
    /// <summary>The job.</summary>
    public Guid RetryJobId { get; init; }

    /// <summary>The letter.</summary>
    public Guid DeadLetterId { get; init; }

    /// <summary>When it had been given up, UTC: the oldest is sent first.</summary>
    public DateTimeOffset DeadAt { get; init; }

    /// <summary>Its queue.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The consumer or saga that had failed on it; null if none got to see it.</summary>
    public string? ConsumerId { get; init; }

    /// <summary>Its message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>What has become of it.</summary>
    public RetryItemState State { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>What has happened to a dead letter of a retry job.</summary>
public enum RetryItemState
{
    /// <summary>It has not been sent.</summary>
    Waiting,

    /// <summary>It was sent, and its result is awaited.</summary>
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
