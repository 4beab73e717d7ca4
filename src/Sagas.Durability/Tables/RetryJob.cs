namespace Sagas.Durability.Tables;

/// <summary>A job that sends many dead letters again, which were selected when it was started.</summary>
public class RetryJob
{
    /// <summary>The job's id, a version-7 UUID.</summary>
    public Guid RetryJobId { get; init; }

    /// <summary>How far it has got.</summary>
    public RetryJobState State { get; init; }

    /// <summary>Who started it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How its dead letters were selected, as JSON.</summary>
    public required string Filter { get; init; }

    /// <summary>How many dead letters were selected.</summary>
    public int Total { get; init; }

    /// <summary>How many are sent per second at most; null for as many as can be followed.</summary>
    public int? PerSecond { get; init; }

    /// <summary>How many may fail again before it stops; null for any number.</summary>
    public int? StopAfter { get; init; }

    /// <summary>How many had failed again when it was last resumed: these no longer count.</summary>
    public int Forgiven { get; init; }

    /// <summary>Whether anything is left to do: messages to send, or results to wait for.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Which instance is working on it.</summary>
    public Guid? LeasedBy { get; init; }

    /// <summary>Until when no other instance may work on it, UTC.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>How far a retry job has got.</summary>
public enum RetryJobState
{
    /// <summary>Dead letters are being sent, or results are awaited.</summary>
    Running,

    /// <summary>Somebody has paused it.</summary>
    Paused,

    /// <summary>Too many messages failed again. It can be resumed.</summary>
    Stopped,

    /// <summary>Somebody has canceled it. What was not sent stays a dead letter.</summary>
    Cancelled,

    /// <summary>Every dead letter has been sent, and its result is known.</summary>
    Completed,
}
