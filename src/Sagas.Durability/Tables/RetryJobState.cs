namespace Sagas.Durability.Tables;

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
