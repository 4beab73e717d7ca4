namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>How far the sending of many dead letters has come.</summary>
public enum RetryJobState
{
    /// <summary>Letters are being sent, or what was sent is awaited.</summary>
    Running,

    /// <summary>Somebody has interrupted it.</summary>
    Paused,

    /// <summary>Too many letters failed again. It can go on.</summary>
    Stopped,

    /// <summary>Somebody has ended it. What was not sent stays a dead letter.</summary>
    Cancelled,

    /// <summary>Every letter has been sent, and what has become of it is known.</summary>
    Completed,
}
