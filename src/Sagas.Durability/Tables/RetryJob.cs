namespace Sagas.Durability.Tables;

/// <summary>The sending of many dead letters, which were chosen when it was started.</summary>
public class RetryJob
{
    /// <summary>The job's id, a version-7 UUID.</summary>
    public Guid RetryJobId { get; init; }

    /// <summary>How far it has come.</summary>
    public RetryJobState State { get; init; }

    /// <summary>Who has started it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>By what the letters were chosen, as JSON.</summary>
    public required string Filter { get; init; }

    /// <summary>How many letters were chosen.</summary>
    public int Total { get; init; }

    /// <summary>How many are sent a second at most; null for as many as can be followed.</summary>
    public int? PerSecond { get; init; }

    /// <summary>After how many that fail again it stops; null for never.</summary>
    public int? StopAfter { get; init; }

    /// <summary>How many had failed again when it was last resumed: these do not count any more.</summary>
    public int Forgiven { get; init; }

    /// <summary>Whether there is anything to do: letters to send, or sent ones of which nothing is known.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Which instance works on it.</summary>
    public Guid? LeasedBy { get; init; }

    /// <summary>Until when no other instance does, UTC.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it came to its end, UTC; null until then.</summary>
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

    /// <summary>Somebody has cancelled it. What was not sent stays a dead letter.</summary>
    Cancelled,

    /// <summary>Every dead letter has been sent, and its result is known.</summary>
    Completed,
}
