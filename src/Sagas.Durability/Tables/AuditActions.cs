namespace Sagas.Durability.Tables;

/// <summary>What the durable layer writes into the audit. The names are part of what is stored: they never change.</summary>
public static class AuditActions
{
    /// <summary>A dead letter was sent again as it was.</summary>
    public const string DeadLetterRetried = "dead-letter.retry";

    /// <summary>A dead letter was changed and sent again.</summary>
    public const string DeadLetterEdited = "dead-letter.edit";

    /// <summary>A dead letter was removed.</summary>
    public const string DeadLetterDiscarded = "dead-letter.discard";

    /// <summary>Many dead letters are being sent again.</summary>
    public const string JobStarted = "retry-job.start";

    /// <summary>The sending of many was interrupted.</summary>
    public const string JobPaused = "retry-job.pause";

    /// <summary>The sending of many goes on.</summary>
    public const string JobResumed = "retry-job.resume";

    /// <summary>The sending of many was ended.</summary>
    public const string JobCancelled = "retry-job.cancel";

    /// <summary>The sending of many was stopped by the service, because too many failed again.</summary>
    public const string JobStopped = "retry-job.stop";

    /// <summary>A timer of a saga was fired before its time.</summary>
    public const string TimerFired = "timer.fire";

    /// <summary>A timer of a saga was moved to another time.</summary>
    public const string TimerMoved = "timer.move";

    /// <summary>The subject is a dead letter.</summary>
    public const string DeadLetter = "dead-letter";

    /// <summary>The subject is the sending of many dead letters.</summary>
    public const string Job = "retry-job";

    /// <summary>The subject is a timer.</summary>
    public const string Timer = "timer";
}
